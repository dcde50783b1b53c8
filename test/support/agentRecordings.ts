import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const fixtures = join(import.meta.dirname, '../fixtures');

export type Agent = 'claude' | 'codex';

/** What the provider counted, and how it ended. */
export interface AgentTruth {
  readonly final_state: string;
  readonly session_ids?: readonly string[];
  readonly rollouts?: readonly string[];
  readonly totals_completed: Readonly<Record<string, number>>;
  readonly totals_completed_by_kind: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly totals_started_but_not_completed: Readonly<Record<string, number>>;
  readonly tool_calls_requested: number;
}

export function scenarios(agent: Agent): readonly string[] {
  return readdirSync(join(fixtures, agent));
}

export function agentTruth(agent: Agent, scenario: string): AgentTruth {
  return JSON.parse(readFileSync(join(fixtures, agent, scenario, 'truth.json'), 'utf8')) as AgentTruth;
}

/** The folder an agent left behind, as it lies in the fixtures. */
export function recordedHome(agent: Agent, scenario: string): string {
  return join(fixtures, agent, scenario, agent === 'claude' ? 'config' : 'codex_home');
}

/** Copies what an agent left behind into `folder`, as if it had been written `age` ms ago. */
export function copyHome(agent: Agent, scenario: string, folder: string, age = 0): string {
  const home = join(folder, `${agent}-${scenario}`);
  mkdirSync(home, { recursive: true });
  cpSync(recordedHome(agent, scenario), home, { recursive: true });
  const at = (Date.now() - age) / 1000;
  for (const entry of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    const path = join(home, entry);
    if (statSync(path).isFile()) utimesSync(path, at, at);
  }
  return home;
}
