import { isAgentSession } from '../src/protocol/selectors.ts';
import type { SessionState } from '../src/protocol/state.ts';

const PROGRAMS: Readonly<Record<string, string>> = { 'claude-code': 'Claude Code', codex: 'Codex' };

/** "Claude Code 2.1.330"; null for a session that no coding agent's transcript tells of. */
export function agentProgram(state: Pick<SessionState, 'source' | 'agentVersion'>): string | null {
  if (!isAgentSession(state)) return null;
  const name = Object.hasOwn(PROGRAMS, state.source) ? PROGRAMS[state.source]! : state.source;
  return state.agentVersion === null ? name : `${name} ${state.agentVersion}`;
}
