import { isAgentSession } from '../src/protocol/selectors.ts';
import type { SessionState } from '../src/protocol/state.ts';

const PROGRAMS: Readonly<Record<string, string>> = { 'claude-code': 'Claude Code', codex: 'Codex' };

/** "Claude Code" for "claude-code"; any other name is its own. */
export function programName(source: string): string {
  return Object.hasOwn(PROGRAMS, source) ? PROGRAMS[source]! : source;
}

/** "Claude Code 2.1.330"; null for a session that no coding agent's transcript tells of. */
export function agentProgram(state: Pick<SessionState, 'source' | 'agentVersion'>): string | null {
  if (!isAgentSession(state)) return null;
  const name = programName(state.source);
  return state.agentVersion === null ? name : `${name} ${state.agentVersion}`;
}
