import * as vscode from 'vscode';
import type { SessionSummary } from '../protocol/summary.ts';
import { count } from '../protocol/count.ts';
import { t } from '../protocol/language.ts';
import { withoutIcons } from './plainText.ts';
import type { FilterState, SessionFilter } from './sessionFilter.ts';
import { filterChoices, isFiltering, NO_FILTER, stateWord, toggled } from './sessionFilter.ts';

interface Choice extends vscode.QuickPickItem {
  /** Without one it is a heading. */
  readonly filter?: SessionFilter;
}

/** Lets the person change the filter by one step: a state, a program, or what they type; undefined when called off. */
export async function chooseFilter(
  filter: SessionFilter,
  summaries: readonly SessionSummary[],
  now: number,
  muted: ReadonlySet<string>,
): Promise<SessionFilter | undefined> {
  const picker = vscode.window.createQuickPick<Choice>();
  const choices = stateAndSourceChoices(filter, filterChoices(summaries, now, muted));
  const draw = (typed: string): void => {
    picker.items = [...textChoices(filter, typed.trim()), ...choices];
  };
  picker.title = t('Filter Sessions');
  picker.placeholder = t('Choose a state or a program, or type a part of a name');
  draw('');
  picker.onDidChangeValue(draw);
  const { promise, resolve } = Promise.withResolvers<SessionFilter | undefined>();
  picker.onDidAccept(() => {
    resolve(picker.activeItems[0]?.filter);
    picker.hide();
  });
  picker.onDidHide(() => resolve(undefined));
  picker.show();
  return promise.finally(() => picker.dispose());
}

function textChoices(filter: SessionFilter, typed: string): readonly Choice[] {
  const clear = { label: `$(clear-all) ${t('Clear Filter')}`, alwaysShow: true, filter: NO_FILTER };
  const byText = {
    label: `$(search) ${withoutIcons(t`“${typed}”`)}`,
    description: t('in the name, task, project, branch, model, folder or phase'),
    alwaysShow: true,
    filter: { ...filter, text: typed },
  };
  return [...(typed === '' ? [] : [byText]), ...(isFiltering(filter) ? [clear] : [])];
}

function stateAndSourceChoices(filter: SessionFilter, { states, sources }: ReturnType<typeof filterChoices>): Choice[] {
  const chosenStates = new Map<FilterState, number>(filter.states.map((state) => [state, states.get(state) ?? 0]));
  const chosenSources = new Map(filter.sources.map((source) => [source, sources.get(source) ?? 0]));
  const choice = (words: string, sessions: number, isChosen: boolean, next: SessionFilter): Choice => ({
    label: `$(${isChosen ? 'check' : 'blank'}) ${withoutIcons(capitalized(words))}`,
    description: count(sessions, { one: t('1 session'), other: t('{0} sessions') }),
    filter: next,
  });
  return [
    { label: t('State'), kind: vscode.QuickPickItemKind.Separator },
    ...[...new Map([...chosenStates, ...states])].map(([state, sessions]) =>
      choice(stateWord(state), sessions, filter.states.includes(state), toggled(filter, 'states', state)),
    ),
    { label: t('Program'), kind: vscode.QuickPickItemKind.Separator },
    ...[...new Map([...chosenSources, ...sources])].map(([source, sessions]) =>
      choice(source, sessions, filter.sources.includes(source), toggled(filter, 'sources', source)),
    ),
  ];
}

function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
