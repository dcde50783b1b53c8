import type { SessionMoment } from '../moment.ts';
import { explainAgent } from './explainAgent.ts';
import type { Explanation } from './explanation.ts';
import { explainBurn, explainCalls, explainCost, explainModel, explainReported, explainTokens } from './explainUse.ts';
import {
  explainCompactions,
  explainContext,
  explainErrors,
  explainLimits,
  explainLines,
  explainPhases,
  explainTools,
  explainTurns,
} from './explainWork.ts';
import type { WhySubject } from './subject.ts';

/** Why a number is what it is at this moment; null when it is no longer there. */
export function explain(subject: WhySubject, { state, now }: Pick<SessionMoment, 'state' | 'now'>): Explanation | null {
  switch (subject.of) {
    case 'agent':
      return explainAgent(state, subject.id);
    case 'burn':
      return explainBurn(state, now);
    case 'calls':
      return explainCalls(state);
    case 'compactions':
      return explainCompactions(state);
    case 'context':
      return explainContext(state);
    case 'cost':
      return explainCost(state);
    case 'errors':
      return explainErrors(state);
    case 'limits':
      return state.rateLimits === null ? null : explainLimits(state.rateLimits);
    case 'lines':
      return explainLines(state);
    case 'model':
      return explainModel(state, subject.name);
    case 'phases':
      return explainPhases(state);
    case 'reported':
      return explainReported(state, subject.basis);
    case 'tokens':
      return explainTokens(state);
    case 'tools':
      return explainTools(state);
    case 'turns':
      return explainTurns(state);
  }
}
