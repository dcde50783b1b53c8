import type { ToldAlert, ToldDelivery } from '../../src/protocol/alertQuestions.ts';

/** The newest try of each channel. */
export function newestTries({ deliveries }: ToldAlert): readonly ToldDelivery[] {
  return [...new Map(deliveries.map((delivery) => [delivery.channel, delivery])).values()];
}

/** It was accepted, and reached nobody by this channel; it is not tried again. */
export function isUndelivered(alert: ToldAlert): boolean {
  return newestTries(alert).some(({ status }) => status === 'failed');
}

/**
 * What the bell counts: what still waits for a person, and what went wrong and was not looked at yet. `seenSeq`: of the
 * newest alert that was on view.
 */
export function needsAttention(alert: ToldAlert, seenSeq: number): boolean {
  if (alert.over_at !== null || alert.silent !== null) return false;
  return alert.severity === 'needs_you' || (alert.severity === 'problem' && alert.seq > seenSeq);
}
