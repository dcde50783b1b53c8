import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { MarkKind } from '../../src/protocol/history.ts';
import { t } from '../../src/protocol/language.ts';

/**
 * Within 4.5 of the middle: each kind has a shape of its own, so that its colour is not the only sign. In the order in which
 * they are drawn: what matters most lies on top.
 */
export const MARK_SHAPES: Readonly<Record<MarkKind, SVGTemplateResult>> = {
  custom: svg`<path d="M0-4v8M-4 0h8" class="mark-line"/>`,
  turn: svg`<circle r="2.8" class="mark-line"/>`,
  iteration: svg`<circle r="3.2"/>`,
  phase: svg`<path d="M0-4.5 4.5 0 0 4.5-4.5 0z"/>`,
  compaction: svg`<path d="M-3.4-3.4h6.8v6.8h-6.8z"/>`,
  waiting: svg`<path d="M-4.3-3.4h8.6v5.4h-4l-2.4 2.6v-2.6h-2.2z"/>`,
  alert: svg`<path d="M0-4.4 4.6 3.8h-9.2z"/>`,
  error: svg`<path d="m-3.4-3.4 6.8 6.8m0-6.8-6.8 6.8" class="mark-line mark-thick"/>`,
  end: svg`<path d="M-2.6-4.5v9M-2.6-4.2h6l-1.8 2.3 1.8 2.3h-6" class="mark-line"/>`,
};

export function markWord(kind: MarkKind): string {
  switch (kind) {
    case 'custom':
      return t('Custom event');
    case 'turn':
      return t('Turn');
    case 'iteration':
      return t('Iteration');
    case 'phase':
      return t('Phase');
    case 'compaction':
      return t('Compaction');
    case 'waiting':
      return t('Waiting for you');
    case 'alert':
      return t('Alert');
    case 'error':
      return t('Error');
    case 'end':
      return t({ message: 'End', comment: 'of a session' });
  }
}
