/** What the session has used up to each moment. */
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { cumulative } from '../charts/cumulative.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import { requestWords } from '../requestWords.ts';
import { heldTo, untold } from './course.ts';
import type { Course, ToldCourse } from './course.ts';

export const tokensOverTime: Course = {
  id: 'tokens-chart',
  get title() {
    return t('Tokens so far');
  },
  parts: ({ usageSeries }) => [usageSeries],
  told: tokensTold,
};

export const costOverTime: Course = {
  id: 'cost-chart',
  get title() {
    return t('Cost so far');
  },
  parts: ({ usageSeries }) => [usageSeries],
  told: costTold,
};

function tokensTold(state: SessionState, { to }: TimeRange): ToldCourse {
  if (state.calls === 0) return untold(t('No model call yet.'));
  const { times: told, sums } = cumulative(state.usageSeries, startedAt(state));
  const { times, lines } = heldTo(to, told, [sums.input, sums.output, sums.cache]);
  const [input, output, cache] = [sums.input, sums.output, sums.cache].map((sum) => formatTokens(sum.at(-1) ?? 0));
  return {
    words: t`${input!} input, ${output!} output, ${cache!} cache`,
    data: {
      times,
      lines: [
        { label: t('Input'), colour: '--chart-blue', values: lines[0]! },
        { label: t('Output'), colour: '--chart-orange', values: lines[1]! },
        { label: t('Cache'), colour: '--chart-purple', values: lines[2]! },
      ],
      marks: [],
      moments: [],
      atLeast: 1_000,
      format: formatTokens,
    },
  };
}

function costTold(state: SessionState, { to }: TimeRange): ToldCourse {
  if (state.calls === 0) return untold(t('No model call yet.'));
  if (state.cost.usd === null) return untold(t('No model call has a known price.'));
  const { times: told, sums } = cumulative(state.usageSeries, startedAt(state));
  const { times, lines } = heldTo(to, told, [sums.usd]);
  return {
    words: t`${formatCost(state.cost)} after ${requestWords(state, state.calls)}`,
    data: {
      times,
      lines: [{ label: t('Cost'), colour: '--chart-green', values: lines[0]! }],
      marks: [],
      moments: [],
      atLeast: 0.01,
      format: formatUsd,
    },
  };
}
