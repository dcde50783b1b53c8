const TICK_MS = 1_000;
/** Least time between two drawings, ms: nobody reads faster, and a busy night brings a hundred events a second. */
const LEAST_MS = 100;

/** Calls `render` when something changed, and once a second for the ages. Not while hidden. */
export class RenderLoop {
  readonly #render: () => void;
  #scheduled = false;
  #renderedAt = -Infinity;

  constructor(render: () => void) {
    this.#render = render;
  }

  start(): void {
    this.changed();
    setInterval(() => {
      if (!document.hidden) this.changed();
    }, TICK_MS);
  }

  changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const pause = this.#renderedAt + LEAST_MS - performance.now();
    if (pause > 0) setTimeout(() => this.#draw(), pause);
    else this.#draw();
  }

  #draw(): void {
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#renderedAt = performance.now();
      this.#render();
    });
  }
}
