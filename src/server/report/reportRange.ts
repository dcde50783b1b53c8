import type { ReportRange } from '../../protocol/report.ts';

/** When a night begins and ends where nothing else is asked for, hours of the local clock. */
const EVENING = 18;
const MORNING = 9;

/** The last night: from yesterday evening to this morning, or to now where it is not over. */
export function lastNight(now: number): ReportRange {
  const at = (days: number, hour: number): number => {
    const date = new Date(now);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
  };
  return { from: at(-1, EVENING), to: Math.min(now, at(0, MORNING)) };
}

/** What was asked for; of what is left out, the last night. A range that ends before it begins is empty. */
export function reportRange(
  asked: { readonly from?: number | undefined; readonly to?: number | undefined },
  now: number,
): ReportRange {
  const night = lastNight(now);
  const from = asked.from ?? (asked.to === undefined ? night.from : Math.min(night.from, asked.to));
  const to = asked.to ?? (asked.from === undefined ? night.to : now);
  return { from, to: Math.max(from, to) };
}
