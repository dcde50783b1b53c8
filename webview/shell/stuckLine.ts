/** What stays at the top of the page while it is scrolled, from the top down. */
const ABOVE = ['.header', '.connection-bar'] as const;
/** Room between what is scrolled to and what stays above it, pixels. */
const ROOM = 8;

/**
 * Stays at the top of the window, below all that does so already, while the element before it is scrolled away. What
 * the focus moves to is scrolled to below it.
 */
export class StuckLine extends HTMLElement {
  /** The page was drawn anew, so that what stays above may have come, gone or grown. */
  set at(_clock: number) {
    if (this.isConnected) this.#place();
  }

  connectedCallback(): void {
    addEventListener('scroll', this.#place, { passive: true });
    addEventListener('resize', this.#place);
  }

  disconnectedCallback(): void {
    removeEventListener('scroll', this.#place);
    removeEventListener('resize', this.#place);
    document.documentElement.style.scrollPaddingTop = '';
  }

  readonly #place = (): void => {
    const top = ABOVE.reduce(stuckBelow, 0);
    const before = this.previousElementSibling;
    this.hidden = before === null || before.getBoundingClientRect().bottom > top;
    this.style.top = `${top}px`;
    const height = this.hidden ? 0 : this.offsetHeight;
    // Set only when it changes: charts look at the root's style for a change of theme.
    const padding = `${Math.round(top + height + ROOM)}px`;
    const { style } = document.documentElement;
    if (style.scrollPaddingTop !== padding) style.scrollPaddingTop = padding;
  };
}

/** Where what stays at the top ends, with one more element that may be a part of it. */
function stuckBelow(top: number, selector: string): number {
  const element = document.querySelector(selector);
  if (element === null || getComputedStyle(element).position !== 'sticky') return top;
  const box = element.getBoundingClientRect();
  return box.top <= top + ROOM ? Math.max(top, box.bottom) : top;
}

customElements.define('livestream-stuck-line', StuckLine);
