import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Report } from '../../protocol/report.ts';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { renderReport } from '../report/renderReport.ts';
import { makeReport } from '../report/report.ts';
import { reportRange } from '../report/reportRange.ts';
import { sessionsIn } from '../report/sessionsIn.ts';
import { reportBody } from '../transports/reportBody.ts';
import type { CommonOptions } from './commonOptions.ts';
import { openStopped } from './openStopped.ts';
import { writeOutput } from './output.ts';

export interface ReportOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: 'md' | 'html' | 'json';
  readonly output?: string;
}

/** `livestream report`: from the running server, else from the journal itself. */
export async function reportCommand(options: ReportOptions): Promise<void> {
  const { dataDir, format, output } = options;
  const asked = { from: toTime(options.from), to: toTime(options.to) };
  const server = await findRunningServer(dataDir);
  if (server) {
    const given = Object.entries({ ...asked, format }).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
    const response = await requestServer(server, `api/report?${query.toString()}`);
    return writeOutput(Readable.fromWeb(response.body as ReadableStream), output);
  }
  const { journal, store } = openStopped(dataDir);
  try {
    const now = Date.now();
    const report = await makeReport(
      {
        sessions: (range, limit) => sessionsIn((query) => store.history(query, now), range, limit),
        load: () => Promise.resolve(),
        state: (id) => store.session(id)?.state,
        events: journal.events,
        event: journal.event,
        usage: journal.usage,
        now: () => now,
      },
      reportRange(asked, now),
    );
    await writeOutput(Readable.from([textOf(report, format)]), output);
  } finally {
    journal.close();
  }
}

function textOf(report: Report, format: ReportOptions['format']): string {
  return format === 'json' ? `${JSON.stringify(reportBody(report), null, 2)}\n` : renderReport(report, format);
}

function toTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new Error(`"${text}" is no time. Write it as 2026-11-23T18:00.`);
}
