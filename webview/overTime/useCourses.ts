/** What the session has used up to each moment. */
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { cumulative } from '../charts/cumulative.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import { requestWords } from '../requestWords.ts';
import { heldTo, untold } from './course.ts';
import type { Course, ToldCourse } from './course.ts';

export const tokensOverTime: Course = {
  id: 'tokens-chart',
  title: 'Tokens so far',
  parts: ({ usageSeries }) => [usageSeries],
  told: tokensTold,
};

export const costOverTime: Course = {
  id: 'cost-chart',
  title: 'Cost so far',
  parts: ({ usageSeries }) => [usageSeries],
  told: costTold,
};

const KINDS = [
  { kind: 'input', label: 'Input', colour: '--chart-blue' },
  { kind: 'output', label: 'Output', colour: '--chart-orange' },
  { kind: 'cache', label: 'Cache', colour: '--chart-purple' },
] as const;

function tokensTold(state: SessionState, { to }: TimeRange): ToldCourse {
  if (state.calls === 0) return untold('No model call yet.');
  const { times: told, sums } = cumulative(state.usageSeries, startedAt(state));
  const { times, lines } = heldTo(
    to,
    told,
    KINDS.map(({ kind }) => sums[kind]),
  );
  const words = KINDS.map(({ kind, label }) => `${formatTokens(sums[kind].at(-1) ?? 0)} ${label.toLowerCase()}`);
  return {
    words: words.join(', '),
    data: {
      times,
      lines: KINDS.map(({ label, colour }, index) => ({ label, colour, values: lines[index]! })),
      marks: [],
      moments: [],
      atLeast: 1_000,
      format: formatTokens,
    },
  };
}

function costTold(state: SessionState, { to }: TimeRange): ToldCourse {
  if (state.calls === 0) return untold('No model call yet.');
  if (state.cost.usd === null) return untold('No model call has a known price.');
  const { times: told, sums } = cumulative(state.usageSeries, startedAt(state));
  const { times, lines } = heldTo(to, told, [sums.usd]);
  return {
    words: `${formatCost(state.cost)} after ${requestWords(state, state.calls)}`,
    data: {
      times,
      lines: [{ label: 'Cost', colour: '--chart-green', values: lines[0]! }],
      marks: [],
      moments: [],
      atLeast: 0.01,
      format: formatUsd,
    },
  };
}
