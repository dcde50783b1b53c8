import { modelFacts } from '../pricing.ts';
import type { ModelPrices } from '../../../protocol/prices.ts';
import { indexTranscripts } from './indexTranscripts.ts';
import type { IndexedTranscripts } from './indexTranscripts.ts';
import { PROGRAMS } from './programs.ts';
import { readTranscript } from './readTranscript.ts';
import type { ReadTail } from './readTranscript.ts';
import type { JobResults, ReaderJob } from './readerJobs.ts';
import type { ModelFacts } from './transcriptFormat.ts';
import type { TranscriptProgram } from './transcriptProgram.ts';

/** Bytes of one batch of a transcript that is followed: what is committed at once. */
const BATCH_BYTES = 512 * 1024;

type IndexJob = Extract<ReaderJob, { type: 'index' }>;

async function indexAll(
  program: TranscriptProgram,
  sessions: IndexJob['sessions'],
  models: ModelFacts,
  tail: ReadTail,
) {
  const found: IndexedTranscripts[] = [];
  for (const { session, files } of sessions) found.push(await indexTranscripts(program, session, files, models, tail));
  return found;
}

/** Does a job, in whatever process this is. */
export function jobRunner(
  prices: ModelPrices,
  tail: ReadTail,
): (job: ReaderJob) => Promise<JobResults[keyof JobResults]> {
  const models = modelFacts(prices);
  return async (job) => {
    const program = PROGRAMS[job.program];
    switch (job.type) {
      case 'index':
        return indexAll(program, job.sessions, models, tail);
      case 'read': {
        const context = { file: job.file, models, detail: 'all' } as const;
        const batch = await readTranscript(program.format, context, job.from, BATCH_BYTES, tail);
        const beside = batch.more ? [] : ((await program.beside?.(job.file)) ?? []);
        return beside.length === 0 ? batch : { ...batch, events: [...batch.events, ...beside] };
      }
    }
  };
}
