import type { JournaledEvent } from '../../src/protocol/events.ts';
import { t } from '../../src/protocol/language.ts';
import { BLOCK_SELECTOR } from '../../src/protocol/recording.ts';
import type { RecordingHead } from '../../src/protocol/recording.ts';
import type { TimelineJournal } from '../../src/protocol/timeline.ts';

/** Unpacked blocks that are kept: those around the moment on view. The others stay packed, whatever the file's size. */
const KEPT = 8;

/** The blocks of this page, unpacked as they are needed. */
export class RecordingFile implements TimelineJournal {
  readonly #blocks: readonly Element[];
  /** The number of each block's first event, as far as they were read. */
  readonly #firsts: number[] = [];
  /** Unpacked ones, the least recently used first. */
  readonly #unpacked = new Map<number, Promise<readonly JournaledEvent[]>>();
  readonly #told: (part: number) => void;

  /** `told` learns how much of the file has been read, from 0 to 1. */
  constructor(page: ParentNode, told: (part: number) => void) {
    this.#blocks = [...page.querySelectorAll(BLOCK_SELECTOR)];
    this.#told = told;
  }

  async head(): Promise<RecordingHead> {
    const [first] = this.#blocks;
    if (first === undefined) throw new Error(t('The file holds no recording.'));
    return (await unpacked(first)) as RecordingHead;
  }

  /** The events behind the one with this number, in the order in which they were read. */
  async *events(_session: string, after = 0): AsyncIterable<JournaledEvent> {
    if (after > 0) return;
    for (let index = 1; index < this.#blocks.length; index++) {
      const events = await this.#eventsOf(index);
      this.#firsts.push(events[0]!.seq);
      yield* events;
      this.#told(index / (this.#blocks.length - 1));
    }
  }

  async event(_session: string, seq: number): Promise<JournaledEvent | undefined> {
    const index = this.#firsts.findLastIndex((first) => first <= seq);
    if (index < 0) return undefined;
    const events = await this.#eventsOf(index + 1);
    return events[seq - this.#firsts[index]!];
  }

  #eventsOf(index: number): Promise<readonly JournaledEvent[]> {
    const known = this.#unpacked.get(index);
    const events = known ?? (unpacked(this.#blocks[index]!) as Promise<readonly JournaledEvent[]>);
    this.#unpacked.delete(index);
    this.#unpacked.set(index, events);
    if (this.#unpacked.size > KEPT) this.#unpacked.delete(this.#unpacked.keys().next().value!);
    return events;
  }
}

async function unpacked(block: Element): Promise<unknown> {
  const packed = Uint8Array.from(atob(block.textContent), (character) => character.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(bytes).json();
}
