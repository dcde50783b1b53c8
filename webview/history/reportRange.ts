import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import { choice } from '../share/parts.ts';
import type { Option } from '../share/parts.ts';
import type { History } from './history.ts';
import type { Shown } from './parts.ts';
import type { RangeId, ReportModel } from './reportModel.ts';

/** Which time the report is of, and the report as a file. */
export function reportRange({ report: model, history }: Shown): TemplateResult {
  const { report, range } = model;
  const options: readonly Option<RangeId | ''>[] = [
    { value: 'night', label: t('Last night') },
    { value: 'day', label: t('24 hours') },
    { value: 'week', label: t('7 days') },
  ];
  const submit = (event: Event): void => {
    event.preventDefault();
    const fields = [...(event.currentTarget as HTMLFormElement).querySelectorAll('input')];
    const [from, to] = fields.map(({ value }) => Date.parse(value));
    if (from! < to!) model.showBetween(from!, to!);
  };
  return html`<div class="report-choice">
    ${choice(t({ message: 'Time', comment: 'range' }), 'report-range', options, {
      chosen: range ?? '',
      choose: (id) => model.show(id as RangeId, Date.now()),
    })}
    <form class="history-filter-form" aria-label=${t`Other times`} @submit=${submit}>
      <label>${t`From`}<input type="datetime-local" name="from" required .value=${localTime(report?.from)} /></label>
      <label>${t`To`}<input type="datetime-local" name="to" required .value=${localTime(report?.to)} /></label>
      <button class="plain-button">${t`Show`}</button>
    </form>
    ${files(model, history)}
  </div>`;
}

function files({ choice: range }: ReportModel, { download }: History): TemplateResult {
  return html`<div class="buttons report-files" role="group" aria-label=${t`Download the report`}>
    <button class="plain-button" @click=${() => download('md', range)}>${icon('export')} ${t`Markdown`}</button>
    <button class="plain-button" @click=${() => download('html', range)}>${icon('export')} HTML</button>
  </div>`;
}

/** As the browser's field takes it: the reader's clock, to the minute. */
function localTime(time: string | undefined): string {
  if (time === undefined) return '';
  const date = new Date(time);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
