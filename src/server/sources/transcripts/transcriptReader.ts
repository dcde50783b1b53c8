/** A reader process: transcripts are parsed and summed up here, so that the server answers meanwhile. */
import { createTailReader } from '../files/tailFile.ts';
import { jobRunner } from './runJob.ts';
import type { JobAnswer, ReaderJob, ReaderStart } from './readerJobs.ts';

const { prices } = JSON.parse(process.argv[2]!) as ReaderStart;
const run = jobRunner(prices, createTailReader());

const answer = (told: JobAnswer): void => void process.send!(told);
/** Answers come in the order of the jobs: one job at a time. */
let work = Promise.resolve();

process.on('message', (job: ReaderJob) => {
  work = work
    .then(() => run(job))
    .then(
      (value) => answer({ ok: true, value }),
      (error: unknown) => answer({ ok: false, error: plainError(error) }),
    );
});

// The server is gone, or needs this process no more.
process.on('disconnect', () => process.exit());

/** An error's class does not survive the way to another process; what the file system said of it must. */
function plainError(error: unknown): Extract<JobAnswer, { ok: false }>['error'] {
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  return { message, ...(code === undefined ? {} : { code }), ...(syscall === undefined ? {} : { syscall }) };
}
