import { createReadStream } from 'node:fs';

/** Bytes of one line: an event is far smaller, so a longer one is another kind of file. */
const LINE_LIMIT = 32 * 1024 * 1024;

export interface FileLine {
  readonly text: string;
  /** Bytes before it. */
  readonly offset: number;
  /** From 1. */
  readonly number: number;
}

/** The lines of a file, one after another, however long it is. */
export async function* fileLines(file: string): AsyncIterable<FileLine> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let number = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      yield { text: rest.toString('utf8', from, end), offset: offset + from, number: ++number };
      from = end + 1;
    }
    rest = rest.subarray(from);
    offset += from;
    if (rest.length > LINE_LIMIT) throw new Error(`${file} has a line of more than 32 MiB, so it is no recording.`);
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), offset, number: number + 1 };
}
