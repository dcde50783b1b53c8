const TICK_MS = 1_000;

/** Calls `render` at most once a frame, when something changed, and once a second for the ages. Not while hidden. */
export class RenderLoop {
  readonly #render: () => void;
  #scheduled = false;

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
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#render();
    });
  }
}
