import { inEnglish } from '../../../protocol/language.ts';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { describeEvent } from '../../../protocol/describe.ts';
import type { JournaledEvent } from '../../../protocol/events.ts';
import { describeReadError } from '../files/fileErrors.ts';

/** Characters of a line that are shown; a file that an agent read may be far longer. */
const SHOWN = 256 * 1024;

export type Original = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** The line of a transcript that an event came from. Read anew each time: transcripts are not kept twice. */
export async function readOriginal(event: JournaledEvent | undefined, seq: number): Promise<Original> {
  if (event?.seq !== seq) return { ok: false, message: inEnglish`There is no event ${seq} in this session.` };
  // What no file has more of is whole in the journal.
  if (event.place === undefined) return { ok: true, text: describeEvent(event).slice(0, SHOWN) };
  try {
    // The place is one that was read before; nothing else may have taken it.
    const file = await open(event.place.file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile())
        return { ok: false, message: inEnglish`Something that is no file lies there now.` };
      const buffer = Buffer.alloc(SHOWN);
      const { bytesRead } = await file.read(buffer, 0, SHOWN, event.place.offset);
      const end = buffer.subarray(0, bytesRead).indexOf(0x0a);
      if (bytesRead === 0) return { ok: false, message: inEnglish`The file was cut since: what it said here is gone.` };
      return { ok: true, text: buffer.toString('utf8', 0, end < 0 ? bytesRead : end).replace(/^\0+/, '') };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { ok: false, message: describeReadError(error) };
  }
}
