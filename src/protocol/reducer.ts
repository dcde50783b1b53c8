import { isAlertType } from './alerts.ts';
import { describeEvent } from './describe.ts';
import { isKnownEvent } from './events.ts';
import type { JournaledEvent, KnownEvent, SessionEvent } from './events.ts';
import { apiError, compact, endTurn, limitRates, link, reportCost, startTurn, updateProcess } from './foldAgent.ts';
import { agentUpdate } from './foldAgents.ts';
import { endAlert, noteDelivery, raiseAlert } from './foldAlerts.ts';
import { completion, end, phaseUpdate, sessionInfo, sessionSummary, withArtifact } from './foldBuild.ts';
import { foldCustom, logLine } from './foldLog.ts';
import { endTool, startTool } from './foldTools.ts';
import { adjustUsage, contextUse, modelCall, useContext } from './foldUsage.ts';
import { changePhase, completeTask, iterationComplete, startIteration, taskList } from './foldWork.ts';
import { countEvent } from './series.ts';
import { shorten } from './shorten.ts';
import type { Activity, SessionState } from './state.ts';
import { waitForPerson } from './waiting.ts';

/**
 * The one place where events become state, in the server and in every client, live and in replay.
 * Pure and total: no clock, no random, no I/O, and no event it cannot take. Facts may arrive late or twice over
 * different ways, so what a fact overwrites is decided by the fact's own time, not by when it came.
 */
export function reduce(state: SessionState, event: JournaledEvent): SessionState {
  // That somebody was told of a session is no sign of its life.
  const noted = isAlertType(event.type) ? { ...state, eventCount: state.eventCount + 1 } : note(state, event);
  return isKnownEvent(event) ? fold(noted, event, event.seq) : foldCustom(noted, event);
}

function fold(state: SessionState, event: KnownEvent, seq: number): SessionState {
  switch (event.type) {
    case 'phase_change':
      return changePhase(state, event, seq);
    case 'iteration_start':
      return startIteration(state, event.data.iteration, event.time);
    case 'iteration_complete':
      return iterationComplete(state, event);
    case 'task_complete':
      return completeTask(state, event, seq);
    case 'context_update':
      return useContext(state, event, event.data.percent, event.data.tokens_used);
    case 'log_line':
      return logLine(state, event, seq, event.data.level, event.data.level.toLowerCase() === 'error');
    case 'error':
      return logLine(state, event, seq, 'error', true);
    case 'completion':
      return completion(state, event, seq);
    case 'session_info':
      return sessionInfo(state, event.data);
    case 'artifact':
      return { ...state, artifacts: withArtifact(state.artifacts, event.data) };
    case 'task_list':
      return taskList(state, event);
    case 'model_call':
      return modelCall(state, event);
    case 'phase_update':
      return phaseUpdate(state, event, seq);
    case 'session_summary':
      return sessionSummary(state, event, seq);
    case 'agent_update':
      return agentUpdate(state, event, seq);
    case 'usage_adjustment':
      return adjustUsage(state, event);
    case 'context_use':
      return contextUse(state, event);
    case 'turn_start':
      return startTurn(state, event);
    case 'turn_end':
      return endTurn(state, event, seq);
    case 'tool_start':
      return startTool(state, event, seq);
    case 'tool_end':
      return endTool(state, event, seq);
    case 'compaction':
      return compact(state, event, seq);
    case 'api_error':
      return apiError(state, event, seq);
    case 'process_update':
      return updateProcess(state, event);
    case 'rate_limits':
      return limitRates(state, event);
    case 'reported_cost':
      return reportCost(state, event);
    case 'session_link':
      return link(state, event.data);
    case 'waiting':
      return logLine(waitForPerson(state, event.data.reason, event.time), event, seq, 'warning');
    case 'session_end':
      return logLine(end(state, event, event.data.outcome, event.data.evidence), event, seq, 'info');
    case 'alert':
      return raiseAlert(state, event, seq);
    case 'alert_over':
      return endAlert(state, event);
    case 'alert_delivery':
      return noteDelivery(state, event, seq);
  }
}

/** What every event does: it is counted and it is a sign of life. */
function note(state: SessionState, event: SessionEvent): SessionState {
  const dated = event.clock !== 'file';
  const activity = newerActivity(state.activity, event);
  const firstActivityAt = dated ? Math.min(state.firstActivityAt ?? event.time, event.time) : state.firstActivityAt;
  const eventSeries = dated ? countEvent(state.eventSeries, event.time) : state.eventSeries;
  return { ...state, eventCount: state.eventCount + 1, activity, firstActivityAt, eventSeries };
}

function newerActivity(current: Activity | null, event: SessionEvent): Activity {
  if (current !== null) {
    const datedBefore = current.clock !== 'file';
    const dated = event.clock !== 'file';
    if (datedBefore !== dated ? datedBefore : current.at > event.time) return current;
  }
  return { at: event.time, clock: event.clock, text: shorten(describeEvent(event)) };
}
