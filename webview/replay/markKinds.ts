import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { MarkKind } from '../../src/protocol/history.ts';

interface MarkLook {
  readonly word: string;
  /** Within 4.5 of the middle: each kind has a shape of its own, so that its colour is not the only sign. */
  readonly shape: SVGTemplateResult;
}

/** In the order in which they are drawn: what matters most lies on top. */
export const MARK_KINDS: Readonly<Record<MarkKind, MarkLook>> = {
  custom: { word: 'Custom event', shape: svg`<path d="M0-4v8M-4 0h8" class="mark-line"/>` },
  turn: { word: 'Turn', shape: svg`<circle r="2.8" class="mark-line"/>` },
  iteration: { word: 'Iteration', shape: svg`<circle r="3.2"/>` },
  phase: { word: 'Phase', shape: svg`<path d="M0-4.5 4.5 0 0 4.5-4.5 0z"/>` },
  compaction: { word: 'Compaction', shape: svg`<path d="M-3.4-3.4h6.8v6.8h-6.8z"/>` },
  waiting: { word: 'Waiting for you', shape: svg`<path d="M-4.3-3.4h8.6v5.4h-4l-2.4 2.6v-2.6h-2.2z"/>` },
  alert: { word: 'Alert', shape: svg`<path d="M0-4.4 4.6 3.8h-9.2z"/>` },
  error: { word: 'Error', shape: svg`<path d="m-3.4-3.4 6.8 6.8m0-6.8-6.8 6.8" class="mark-line mark-thick"/>` },
  end: { word: 'End', shape: svg`<path d="M-2.6-4.5v9M-2.6-4.2h6l-1.8 2.3 1.8 2.3h-6" class="mark-line"/>` },
};
