import { numberOf } from '../values.ts';
import type { LineReading } from './lineReading.ts';

/**
 * A compaction is told by two lines, which come in either order, with its outcome between them. It is given once both
 * have come and the turn's prompt is known, or once the work goes on.
 */
export function noteCompaction(reading: LineReading, by: 'line' | 'item'): void {
  const { payload, time } = reading.line;
  const known = reading.carry.compaction;
  const begun = numberOf(payload['started_at_ms']);
  const ended = numberOf(payload['completed_at_ms']);
  const duration = begun === null || ended === null ? null : Math.max(0, ended - begun);
  if (known !== null && known.by !== by && known.by !== 'both') {
    reading.remember({ compaction: { ...known, by: 'both', duration: known.duration ?? duration } });
    if (reading.carry.turn.prompted || !reading.isMain) tellCompaction(reading);
    return;
  }
  tellCompaction(reading);
  const before = reading.carry.context?.tokens ?? null;
  reading.remember({ compaction: { by, key: reading.key, at: time, before, after: null, duration } });
}

/** Gives the compaction that waits for more to be told. `turnEnds`: it was all there was to its turn. */
export function tellCompaction(reading: LineReading, turnEnds = false): void {
  const { compaction, turn } = reading.carry;
  if (compaction === null) return;
  reading.remember({ compaction: null });
  const { before, after, duration } = compaction;
  // A person asks for one by a command, which is a turn without a prompt.
  const trigger = turnEnds && !turn.prompted ? 'manual' : 'auto';
  reading.emit(
    'compaction',
    {
      counted: true,
      ...(reading.isMain && turn.explicit ? { trigger } : {}),
      ...(before === null ? {} : { tokens_before: before }),
      ...(after === null ? {} : { tokens_after: after }),
      ...(duration === null ? {} : { duration_ms: duration }),
      ...reading.by,
    },
    { id: `${compaction.key}:compaction`, time: compaction.at },
  );
}
