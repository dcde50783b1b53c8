import { nothing } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ChildPart } from 'lit/directive.js';

/**
 * A part of the page that is drawn once what stands before it has been painted, each in a task of its own: a phone shows the
 * first screen sooner, and answers a finger in between. From then on it is drawn with the rest.
 */
class AfterPaint extends AsyncDirective {
  #draw: (() => unknown) | null = null;
  #isDue = false;

  override update(place: ChildPart, [draw]: [draw: () => unknown]): unknown {
    if (this.#draw === null) inTurn(() => this.#begin(place));
    this.#draw = draw;
    return this.render(draw);
  }

  override render(draw: () => unknown): unknown {
    return this.#isDue ? draw() : nothing;
  }

  /** `keyed` takes a part out of the page without a word to the directives in it, so the page itself is asked. */
  #begin({ startNode }: ChildPart): void {
    this.#isDue = true;
    if (startNode?.isConnected) this.setValue(this.#draw!());
  }
}

export const afterPaint = directive(AfterPaint);

const waiting: (() => void)[] = [];

/** One after another, each behind a frame. */
function inTurn(begin: () => void): void {
  if (waiting.push(begin) === 1) afterFrame();
}

function afterFrame(): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      const begin = waiting.shift();
      if (waiting.length > 0) afterFrame();
      begin?.();
    }),
  );
}
