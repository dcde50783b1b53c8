import type { SessionMoment } from '../moment.ts';
import { explainAgent, explainAgents } from './explainAgent.ts';
import {
  explainContextChart,
  explainCostChart,
  explainEventsChart,
  explainRateChart,
  explainTokensChart,
} from './explainCharts.ts';
import { explainCompactions, explainContext } from './explainContext.ts';
import { explainCost, explainModel, explainReported } from './explainCost.ts';
import { explainElapsed, explainStatus } from './explainStatus.ts';
import type { Explanation } from './explanation.ts';
import { explainBurn, explainCalls, explainKind, explainLimits, explainTokens } from './explainUse.ts';
import {
  explainErrors,
  explainLines,
  explainLog,
  explainPhases,
  explainTasks,
  explainTools,
  explainTurns,
} from './explainWork.ts';
import type { NamedSubject, SoleSubject, WhySubject } from './subject.ts';

type KnownMoment = Pick<SessionMoment, 'state' | 'now' | 'lostFor'>;

/** Why a number is what it is at this moment; null when it is no longer there. */
export function explain(subject: WhySubject, moment: KnownMoment): Explanation | null {
  return isNamed(subject) ? explainNamed(subject, moment) : EXPLAINED[subject.of](moment);
}

function isNamed(subject: WhySubject): subject is NamedSubject {
  return !Object.hasOwn(EXPLAINED, subject.of);
}

function explainNamed(subject: NamedSubject, { state }: KnownMoment): Explanation | null {
  switch (subject.of) {
    case 'agent':
      return explainAgent(state, subject.id);
    case 'kind':
      return explainKind(state, subject.kind);
    case 'model':
      return explainModel(state, subject.name);
    case 'reported':
      return explainReported(state, subject.basis);
  }
}

const EXPLAINED: Readonly<Record<SoleSubject, (moment: KnownMoment) => Explanation | null>> = {
  agents: ({ state, now }) => explainAgents(state, now),
  burn: ({ state, now }) => explainBurn(state, now),
  calls: ({ state }) => explainCalls(state),
  compactions: ({ state }) => explainCompactions(state),
  context: ({ state }) => explainContext(state),
  'context-chart': ({ state }) => explainContextChart(state),
  cost: ({ state, now }) => explainCost(state, now),
  'cost-chart': ({ state }) => explainCostChart(state),
  elapsed: ({ state, now }) => explainElapsed(state, now),
  errors: ({ state }) => explainErrors(state),
  'events-chart': ({ state, now }) => explainEventsChart(state, now),
  limits: ({ state }) => explainLimits(state.rateLimits),
  lines: ({ state }) => explainLines(state),
  log: ({ state }) => explainLog(state),
  phases: ({ state }) => explainPhases(state),
  'rate-chart': ({ state, now }) => explainRateChart(state, now),
  status: (moment) => explainStatus(moment),
  tasks: ({ state, now }) => explainTasks(state, now),
  tokens: ({ state }) => explainTokens(state),
  'tokens-chart': ({ state }) => explainTokensChart(state),
  tools: ({ state }) => explainTools(state),
  turns: ({ state }) => explainTurns(state),
};
