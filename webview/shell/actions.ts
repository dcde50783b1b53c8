import type { Theme } from '../theme.ts';

/** What a person can do on the page. */
export interface Actions {
  readonly choose: (session: string) => void;
  readonly refresh: () => void;
  readonly exportSession: (session: string) => void;
  /** null where the surroundings decide. */
  readonly theme: Theme | null;
  readonly themeChanged: () => void;
}
