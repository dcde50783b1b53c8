import type { AlertRule, Severity } from '../../../protocol/alerts.ts';
import type { SessionState } from '../../../protocol/state.ts';
import type { RuleSettings } from '../settings.ts';

/** Something that a person is to be told of, once. */
export interface Crossing {
  /** What holds, "context:40" for instance. It is told of once, until it is over. */
  readonly condition: string;
  readonly rule: AlertRule;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  /** When it came to be, ms since the Unix epoch. */
  readonly at: number;
  readonly value?: number;
  readonly threshold?: number;
  /** It happens and does not last: its condition names this one occasion. */
  readonly once?: true;
  /** The type of the custom event that it tells of. */
  readonly customType?: string;
}

/** One thing to be told of. Pure: state, settings and the caller's clock are all it knows. */
export interface Rule {
  readonly name: AlertRule;
  /** The parts of the state that it looks at: while they stay as they are, nothing is crossed. */
  readonly looksAt: readonly (keyof SessionState)[];
  /** All that holds now, the gravest first. */
  readonly holding: (state: SessionState, now: number, settings: RuleSettings) => readonly Crossing[];
  /**
   * False while a condition that was told of counts as holding. What lies between that and `holding` keeps a value
   * that wavers about its threshold from being told of again and again. Absent: as `holding` says.
   */
  readonly isOver?: (condition: Held, state: SessionState, now: number, settings: RuleSettings) => boolean;
  /** Several at once are one alert, of the gravest. */
  readonly oneAtATime?: boolean;
  /** `at` is known from the state alone, so that what was crossed while nobody looked is told of at a start. */
  readonly knownFromState?: boolean;
}

/** A condition that was told of. */
export interface Held {
  readonly condition: string;
  /** When it was crossed, ms since the Unix epoch. */
  readonly at: number;
}

/** The session as a person calls it. */
export function nameOf(state: Pick<SessionState, 'id' | 'project'>): string {
  return state.project ?? state.id;
}
