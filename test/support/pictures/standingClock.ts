/** Preloaded into a server whose pictures are taken: its clock stands at LIVESTREAM_CLOCK, ms; its timers go on. */
const at = Number(process.env['LIVESTREAM_CLOCK']);

globalThis.Date = class extends Date {
  constructor(...given: readonly []) {
    if (given.length === 0) super(at);
    else super(...given);
  }

  static override now(): number {
    return at;
  }
} as DateConstructor;
