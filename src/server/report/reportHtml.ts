import type { Report } from '../../protocol/report.ts';
import { phaseChart, timelineChart, usageChart } from './charts.ts';
import { escapeHtml } from './escapeHtml.ts';
import { reportText } from './reportText.ts';
import type { ReportSection } from './reportText.ts';

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
  svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
  rect { fill: #4a90d9; } .complete { fill: #3f9b5b; } .failed, .killed, .interrupted { fill: #c9453c; }
  .waiting, .stalled { fill: #d19a1d; } .usage { fill: #7a68c9; }
  footer { color: #888; }
`;

/** A report as one file that needs nothing else: no script, no font, no request. */
export function reportHtml(report: Report): string {
  const { title, lead, sections, notes } = reportText(report);
  const charts = [
    figure('When which session was at work', timelineChart(report)),
    figure('Tokens over time', usageChart(report)),
    figure('Time per phase', phaseChart(report)),
  ];
  const body = [
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(lead)}</p>`,
    ...charts,
    ...sections.map(table),
    `<footer>${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('')}</footer>`,
  ];
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
  const head = `<meta charset="utf-8">${policy}<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`;
  return `<!doctype html>\n<html lang="en"><head>${head}<style>${STYLE}</style></head>\n<body>\n${body.join('\n')}\n</body></html>\n`;
}

function figure(caption: string, svg: string): string {
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption>${svg}</figure>`;
}

function table({ title, head, rows }: ReportSection): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => cells('td', row)).join('\n');
  return `<h2>${escapeHtml(title)}</h2>\n<table>${cells('th', head)}\n${body}</table>`;
}
