/** What is asked about the use of many days, and what is answered. Times are ISO 8601, costs USD. */

export const TREND_GROUPINGS = ['project', 'model', 'source'] as const;
export type TrendGrouping = (typeof TREND_GROUPINGS)[number];

/** Groups with a course of their own; the others are one together. */
export const TREND_GROUPS = 20;
/** The longest range, days. */
export const TREND_DAYS = 366;

/** What is left out: the last four weeks, in the server's time zone. */
export interface TrendChoice {
  readonly by: TrendGrouping;
  readonly from?: string;
  readonly to?: string;
  /** The person's time zone, "Europe/Berlin" or "+05:30": days and hours are its. */
  readonly tz?: string;
}

export interface ToldUse {
  readonly tokens: number;
  /** The priced part; null when nothing has a known price. */
  readonly usd: number | null;
  readonly unpriced_tokens: number;
}

export interface TrendGroup extends ToldUse {
  /** null where nobody told; of the last group it may stand for all the others, see `others`. */
  readonly name: string | null;
  /** How many groups it stands for; 0 for one that is itself. */
  readonly others: number;
  readonly sessions: number;
  /** Time in which something was used, to the quarter of an hour. */
  readonly hours: number;
  /** Of its sessions that finished tasks and have a price: their whole cost by the tasks they finished. */
  readonly tasks: number;
  readonly usd_per_task: number | null;
  /** What was used in each of the answer's times, in their order. */
  readonly course: readonly ToldUse[];
}

/** An hour of the week. */
export interface HeatCell extends ToldUse {
  /** 1 is Monday. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  /** How often that hour was in the range. */
  readonly times: number;
}

export interface ToldTrends extends ToldUse {
  readonly from: string;
  readonly to: string;
  readonly tz: string;
  readonly by: TrendGrouping;
  readonly step: 'hour' | 'day' | 'week';
  /** Where each step begins; the last one ends at `to`. */
  readonly times: readonly string[];
  readonly sessions: number;
  readonly hours: number;
  readonly tasks: number;
  readonly usd_per_task: number | null;
  /** The most tokens first. */
  readonly groups: readonly TrendGroup[];
  /** 7 days of 24 hours, Monday first. */
  readonly heat: readonly HeatCell[];
  readonly price_basis: string;
}
