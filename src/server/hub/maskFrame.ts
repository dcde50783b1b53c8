import type { ServerFrame } from '../../protocol/frames.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import { redactJson } from '../../protocol/redaction/redact.ts';
import { maskEvents, maskState } from '../../protocol/redaction/sessionFacts.ts';

/** The frame with all secrets masked that sessions told of. What clients ask by, ids of sessions, stays. */
export function maskFrame(frame: ServerFrame, linesBefore: readonly string[]): ServerFrame {
  switch (frame.type) {
    case 'hello':
    case 'sharing':
    case 'muted':
    case 'pong':
      return frame;
    case 'sessions':
    case 'summaries':
      return { ...frame, sessions: frame.sessions.map(maskSummary) };
    case 'snapshot':
      return { ...frame, state: maskState(frame.state) };
    case 'events':
      return { ...frame, events: maskEvents(frame.events, linesBefore) };
    case 'diagnostics':
      return {
        ...frame,
        diagnostics: frame.diagnostics.map((each) => ({ ...redactJson(each), session: each.session })),
      };
    case 'error':
      return { ...frame, message: redactJson(frame.message) };
  }
}

function maskSummary(summary: SessionSummary): SessionSummary {
  return { ...redactJson(summary), id: summary.id };
}
