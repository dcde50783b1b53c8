import type { ServerFrame } from '../../protocol/frames.ts';
import type { Visitor } from '../access/visitor.ts';
import { maskFrame } from './maskFrame.ts';

/**
 * A frame on its way to those who get it. It is encoded when the first of them takes it, and once more, with secrets
 * masked, for those who do not see them: this is the one place where the hub's frames become bytes.
 */
export class Outgoing {
  readonly #frame: ServerFrame;
  readonly #linesBefore: () => readonly string[];
  #raw: Buffer | undefined;
  #masked: Buffer | undefined;

  /** `linesBefore`: the session's log before the frame's events, in which a private key may have begun. */
  constructor(frame: ServerFrame, linesBefore: () => readonly string[] = () => []) {
    this.#frame = frame;
    this.#linesBefore = linesBefore;
  }

  for({ seesSecrets }: Visitor): Buffer {
    if (seesSecrets) return (this.#raw ??= encode(this.#frame));
    return (this.#masked ??= encode(maskFrame(this.#frame, this.#linesBefore())));
  }
}

function encode(frame: ServerFrame): Buffer {
  return Buffer.from(JSON.stringify(frame));
}
