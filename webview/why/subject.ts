import type { Tokens } from '../../src/protocol/events.ts';

/** A number of which the page has one. */
export type SoleSubject =
  | 'agents'
  | 'burn'
  | 'calls'
  | 'compactions'
  | 'context'
  | 'context-chart'
  | 'cost'
  | 'cost-chart'
  | 'elapsed'
  | 'errors'
  | 'events-chart'
  | 'limits'
  | 'lines'
  | 'log'
  | 'phases'
  | 'rate-chart'
  | 'status'
  | 'tasks'
  | 'tokens'
  | 'tokens-chart'
  | 'tools'
  | 'turns';

/** A number of which the page has several, and which of them. */
export type NamedSubject =
  | { readonly of: 'kind'; readonly kind: keyof Tokens }
  | { readonly of: 'model'; readonly name: string }
  /** A figure of the agent's own, by who says it. */
  | { readonly of: 'reported'; readonly basis: string }
  | { readonly of: 'agent'; readonly id: string };

/** A number of the page that can be asked why it is what it is. */
export type WhySubject = { readonly of: SoleSubject } | NamedSubject;
