/** A number of the page that can be asked why it is what it is. */
export type WhySubject =
  | {
      readonly of:
        | 'burn'
        | 'calls'
        | 'compactions'
        | 'context'
        | 'cost'
        | 'errors'
        | 'limits'
        | 'lines'
        | 'phases'
        | 'tokens'
        | 'tools'
        | 'turns';
    }
  | { readonly of: 'model'; readonly name: string }
  /** A figure of the agent's own, by who says it. */
  | { readonly of: 'reported'; readonly basis: string }
  | { readonly of: 'agent'; readonly id: string };
