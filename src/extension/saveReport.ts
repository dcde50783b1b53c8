import { reportFile } from '../protocol/historyQuestions.ts';
import { t } from '../protocol/language.ts';
import type { FromWebview } from '../protocol/webviewMessages.ts';
import type { Endpoint } from './launchServer.ts';
import { chooseFile, saveAnswer } from './saveAnswer.ts';

const LABELS = { md: 'Markdown', html: 'HTML' } as const;

/** Saves the report that somebody looks at in the dashboard. */
export async function saveReport(
  endpoint: Endpoint,
  { format, choice }: Extract<FromWebview, { kind: 'report' }>,
): Promise<void> {
  const name = `report-${(choice.to ?? new Date().toISOString()).slice(0, 'yyyy-mm-dd'.length).replace(/[^\w-]+/g, '-')}`;
  const file = await chooseFile({ title: t('Save Report'), name, ending: format, label: LABELS[format] });
  if (file !== undefined) await saveAnswer(endpoint, `/${reportFile(format, choice)}`, file);
}
