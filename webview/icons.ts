import { html, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

/** Drawn in the text's colour on a 16 × 16 grid. Every state has a shape of its own: colour is never the only sign. */
const SHAPES = {
  running: svg`<circle cx="8" cy="8" r="6.25"/><path d="M6.5 5.4v5.2L10.8 8z" fill="currentColor"/>`,
  waiting: svg`<path d="M2 3.2h12v8H8.6L5.4 14v-2.8H2z"/><path d="M6.4 6a1.7 1.7 0 1 1 2.3 1.6c-.5.2-.7.5-.7 1M8 9.9v.2"/>`,
  stalled: svg`<path d="M8 1.8 14.8 14H1.2z"/><path d="M8 6.2v3.6M8 11.7v.3"/>`,
  complete: svg`<circle cx="8" cy="8" r="6.25"/><path d="m5.1 8.2 2.1 2.1 3.8-4.4"/>`,
  failed: svg`<circle cx="8" cy="8" r="6.25"/><path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>`,
  stopped: svg`<circle cx="8" cy="8" r="6.25"/><rect x="5.8" y="5.8" width="4.4" height="4.4" fill="currentColor"/>`,
  unknown: svg`<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2"/><path d="M6.3 6.2a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1M8 11v.2"/>`,
  done: svg`<path d="m3.2 8.4 3.2 3.2 6.4-7"/>`,
  doing: svg`<circle cx="8" cy="8" r="5.5"/><circle cx="8" cy="8" r="2.2" fill="currentColor"/>`,
  todo: svg`<circle cx="8" cy="8" r="5.5"/>`,
  refresh: svg`<path d="M13.2 8A5.2 5.2 0 1 1 11.6 4.2M13.4 2v3.2h-3.2"/>`,
  dark: svg`<path d="M13.2 9.8A5.8 5.8 0 0 1 6.2 2.8a5.6 5.6 0 1 0 7 7z"/>`,
  light: svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1"/>`,
  system: svg`<rect x="1.8" y="2.6" width="12.4" height="8.4" rx="1"/><path d="M5.4 13.6h5.2M8 11v2.6"/>`,
  export: svg`<path d="M8 2v7.6M4.9 6.6 8 9.8l3.1-3.2M2.4 11.4v2.4h11.2v-2.4"/>`,
  pause: svg`<path d="M5.4 3v10M10.6 3v10" stroke-width="2"/>`,
  follow: svg`<path d="M8 2.4v8.4M4.4 7.4 8 11l3.6-3.6M3 13.8h10"/>`,
  why: svg`<circle cx="8" cy="8" r="6.25"/><path d="M6.3 6.2a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1M8 11v.2"/>`,
  work: svg`<path d="M8 2.2A5.8 5.8 0 1 1 2.2 8"/>`,
  error: svg`<path d="m4 4 8 8m0-8-8 8"/>`,
  close: svg`<path d="m3.6 3.6 8.8 8.8m0-8.8-8.8 8.8"/>`,
  branch: svg`<circle cx="4.6" cy="3.6" r="1.6"/><circle cx="4.6" cy="12.4" r="1.6"/><circle cx="11.4" cy="5.6" r="1.6"/><path d="M4.6 5.2v5.6M11.4 7.2c0 2.4-6.8 1.4-6.8 3.6"/>`,
  share: svg`<circle cx="8" cy="8" r="1.5" fill="currentColor"/><path d="M5.2 10.8a4 4 0 0 1 0-5.6M10.8 5.2a4 4 0 0 1 0 5.6M3 13a7 7 0 0 1 0-10M13 3a7 7 0 0 1 0 10"/>`,
  device: svg`<rect x="4.2" y="1.6" width="7.6" height="12.8" rx="1.6"/><path d="M7 12.2h2"/>`,
  link: svg`<path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.6-2.6a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l.9-.9"/>`,
  person: svg`<circle cx="8" cy="5.2" r="2.7"/><path d="M2.6 14a5.4 5.4 0 0 1 10.8 0"/>`,
  token: svg`<circle cx="5" cy="11" r="2.8"/><path d="m7 9 6.2-6.2M10.6 5.4l2 2"/>`,
  copy: svg`<rect x="5.4" y="5.4" width="8" height="8" rx="1.2"/><path d="M10.6 5.4V2.6h-8v8h2.8"/>`,
  history: svg`<path d="M2.6 5.4A6 6 0 1 1 2 8.6M2.4 2.4v3.2h3.2M8 4.8V8l2.4 1.6"/>`,
  back: svg`<path d="M9.8 3.2 5 8l4.8 4.8"/>`,
  search: svg`<circle cx="7" cy="7" r="4.6"/><path d="m10.4 10.4 3.8 3.8"/>`,
  replay: svg`<path d="M3 8a5.2 5.2 0 1 0 1.6-3.8M2.8 2v3.2H6"/><path d="M6.8 5.8v4.4L10.4 8z" fill="currentColor"/>`,
  play: svg`<path d="M5 3v10l8-5z" fill="currentColor"/>`,
  step: svg`<path d="m6 3.6 4.6 4.4L6 12.4"/>`,
  stepBack: svg`<path d="M10 3.6 5.4 8l4.6 4.4"/>`,
  markNext: svg`<path d="m4 3.6 4.6 4.4L4 12.4M12 3.4v9.2"/>`,
  markBefore: svg`<path d="M12 3.6 7.4 8l4.6 4.4M4 3.4v9.2"/>`,
  bell: svg`<path d="M8 2a4 4 0 0 0-4 4v3l-1.4 2.4h10.8L12 9V6a4 4 0 0 0-4-4zM6.6 13.4a1.6 1.6 0 0 0 2.8 0"/>`,
  now: svg`<rect x="2" y="2" width="5" height="5" rx="1"/><rect x="9" y="2" width="5" height="5" rx="1"/><rect x="2" y="9" width="5" height="5" rx="1"/><rect x="9" y="9" width="5" height="5" rx="1"/>`,
  more: svg`<circle cx="3.4" cy="8" r=".9" fill="currentColor"/><circle cx="8" cy="8" r=".9" fill="currentColor"/><circle cx="12.6" cy="8" r=".9" fill="currentColor"/>`,
  compare: svg`<rect x="2" y="2.4" width="4.8" height="11.2" rx="1"/><rect x="9.2" y="2.4" width="4.8" height="11.2" rx="1"/>`,
  trends: svg`<path d="M2 13.6h12M2.6 10.4 6 7l2.6 2.4 4.8-5.6M10.4 3.8h3v3"/>`,
  report: svg`<path d="M3.4 1.8h6.4l2.8 2.8v9.6H3.4z"/><path d="M5.6 6.8h4.8M5.6 9.2h4.8M5.6 11.6h2.8"/>`,
  diagnostics: svg`<path d="M1.6 8.6h3l1.6-5 3.2 9 1.8-5.6.8 1.6h2.4"/>`,
  keyboard: svg`<rect x="1.4" y="3.6" width="13.2" height="8.8" rx="1.2"/><path d="M4 6.4h.1M6.7 6.4h.1M9.3 6.4h.1M12 6.4h.1M4 9.6h8"/>`,
  up: svg`<path d="m3.6 10 4.4-4.6L12.4 10"/>`,
  down: svg`<path d="m3.6 6 4.4 4.6L12.4 6"/>`,
  clock: svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 4.4V8l2.4 1.6"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    class="icon icon-${name}"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${SHAPES[name]}
  </svg>`;
}
