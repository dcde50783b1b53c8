import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { createStream } from 'rotating-file-stream';

export interface ServerLog {
  readonly file: string;
  readonly logger: Logger;
  /** Writes at once what ends the process: there is no later. */
  readonly crash: (error: Error) => void;
  /** Resolves when the last line is on disk. */
  readonly close: () => Promise<void>;
}

/**
 * The server's own log: JSON lines in the data folder, five files of 5 MB at most, and warnings on stderr too.
 * Nothing with a token in it is ever given to it: no addresses with a query, no headers.
 */
export function openLog(dataDir: string): ServerLog {
  const folder = join(dataDir, 'logs');
  const stream = createStream('server.log', { path: folder, size: '5M', maxFiles: 5, mode: 0o600 });
  stream.on('error', (error) => process.stderr.write(`The log in ${folder} cannot be written: ${error.message}\n`));
  const warnings = {
    write: (line: string) => {
      const { level, msg } = JSON.parse(line) as { level: number; msg: string };
      if (level >= pino.levels.values['warn']!) process.stderr.write(`${msg}\n`);
    },
  };
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.multistream([{ stream }, { stream: warnings }]),
  );
  const file = join(folder, 'server.log');
  return {
    file,
    logger,
    crash: (error) => {
      const line = {
        level: pino.levels.values['fatal'],
        time: new Date().toISOString(),
        msg: `crashed: ${error.stack}`,
      };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
