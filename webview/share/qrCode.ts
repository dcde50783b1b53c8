import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { create } from 'qrcode';

/** Modules of white around the code, as the standard wants it. */
const QUIET_ZONE = 4;
/** Pixels across at least: a phone reads it at arm's length from the screen. */
const LEAST_SIZE = 220;

/** A QR code, black on white whatever the theme: cameras read no other. Each module is a whole number of pixels. */
export function qrCode(text: string, label: string): TemplateResult {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const across = size + 2 * QUIET_ZONE;
  const pixels = across * Math.ceil(LEAST_SIZE / across);
  return html`<svg
    class="qr-code"
    role="img"
    aria-label=${label}
    viewBox="${-QUIET_ZONE} ${-QUIET_ZONE} ${across} ${across}"
    width=${pixels}
    height=${pixels}
    shape-rendering="crispEdges"
  >
    <rect x=${-QUIET_ZONE} y=${-QUIET_ZONE} width=${across} height=${across} fill="#fff" />
    <path d=${outline(data, size)} fill="#000" />
  </svg>`;
}

/** The dark modules, each run of a row as one rectangle. */
function outline(data: Uint8Array, size: number): string {
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (x < size && data[y * size + x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
    }
  }
  return path;
}
