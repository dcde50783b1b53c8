/** The least time between two lines, ms: a terminal over ssh is slow. */
const EVERY_MS = 200;

/** How far a command is, on stderr where that is a terminal. */
export interface Progress {
  readonly add: (bytes: number) => void;
  readonly end: () => void;
}

/** `done`: what has been done with the bytes. `total`: of how many, where that is known. */
export function createProgress(done: string, total?: number): Progress {
  const shown = process.stderr.isTTY === true;
  let bytes = 0;
  let last = 0;
  const show = (): void => {
    const of = total === undefined ? '' : ` of ${megabytes(total)}`;
    process.stderr.write(`\r\u001b[K${megabytes(bytes)}${of} MB ${done}`);
  };
  return {
    add: (more) => {
      bytes += more;
      if (!shown || performance.now() - last < EVERY_MS) return;
      last = performance.now();
      show();
    },
    end: () => {
      if (!shown || last === 0) return;
      show();
      process.stderr.write('\n');
    },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
