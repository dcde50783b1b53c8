import type { Report, ReportedPhase, ReportedSession } from '../../protocol/report.ts';
import type { Cost } from '../../protocol/state.ts';
import { iso } from './iso.ts';

/** The body of /api/report. */
export function reportBody(report: Report) {
  return {
    from: iso(report.from),
    to: iso(report.to),
    made_at: iso(report.madeAt),
    sessions: report.sessions.map(sessionBody),
    omitted: report.omitted,
    tokens: report.tokens,
    cost: costBody(report.cost),
    price_basis: report.priceBasis,
    phases: report.phases.map(phaseBody),
    stalls: report.stalls.map(({ session, from, to, last }) => ({
      session_id: session,
      from: iso(from),
      to: iso(to),
      seconds: Math.round((to - from) / 1000),
      last,
    })),
    hours: report.hours.map(({ from, to, tokens, usd }) => ({ from: iso(from), to: iso(to), tokens, usd })),
  };
}

function sessionBody(session: ReportedSession) {
  const { id, title, source, kept, tokens, errors, commits, files, status } = session;
  return {
    session_id: id,
    title,
    source,
    state: { name: status.name, evidence: status.evidence, since: iso(status.since) },
    kept,
    from: iso(session.from),
    to: iso(session.to),
    tokens,
    cost: costBody(session.cost),
    phases: session.phases.map(phaseBody),
    completed_tasks: session.tasksDone,
    total_tasks: session.tasksTotal,
    errors,
    last_error: session.lastError,
    commits,
    commit_count: session.commitCount,
    files,
    file_count: session.fileCount,
    lines: { added: session.linesAdded, removed: session.linesRemoved },
  };
}

function phaseBody({ name, spent }: ReportedPhase) {
  return { phase: name, seconds: Math.round(spent / 1000) };
}

function costBody({ usd, unpricedTokens }: Cost) {
  return { usd, unpriced_tokens: unpricedTokens };
}
