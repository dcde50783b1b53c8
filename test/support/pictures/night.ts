import { mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import { recordedHome } from '../agentRecordings.ts';
import { AgentTeller, workingSession } from '../browser/agentSession.ts';
import { copyRecorded, RECORDED_ID } from '../recordedFolder.ts';
import { writeDemoNight } from '../demoNight.ts';
import { bearer } from '../http.ts';
import { startServer } from '../runServer.ts';
import type { RunningServer } from '../runServer.ts';
import { until } from '../until.ts';
import { rowsOf, untilIndexed } from '../sessions.ts';

type Fact = Omit<JournaledEvent, 'seq'>;

/** The moment at which all pictures are taken: the middle of a night. */
export const MOMENT = Date.parse('2026-11-23T03:07:00Z');
/** When the recorded build ended. */
const RECORDED_END = Date.parse('2026-11-23T00:25:15Z');
const DAY_MINUTES = 1_440;

/** The sessions of the night that have a screen of their own. */
export const AGENT = 'c4f1a7e2-0d5b-4e6f-9a43-71b5f0a6d310';
export const WAITING = 'billing_20261123_021100';
export const FAILED = 'search-index_20261123_013000';
export const ENDED = RECORDED_ID;

/** A server whose clock stands at the moment of the pictures. */
export function standingServer(setup: Parameters<typeof startServer>[0] = {}): Promise<RunningServer> {
  const preload = join(import.meta.dirname, 'standingClock.ts');
  const env = {
    LIVESTREAM_CLOCK: String(MOMENT),
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${preload}`,
    TZ: 'UTC',
  };
  return startServer({ ...setup, env: { ...env, ...setup.env } });
}

/** A night with something of everything: a build at work, coding agents, one that waits, one that failed, days before. */
export async function nightServer(folder: string): Promise<RunningServer> {
  const root = join(folder, 'weather-api');
  mkdirSync(root, { recursive: true });
  await inUtc(() => writeDemoNight(root, 2.6, MOMENT));
  touch(root, MOMENT);
  const args = ['--claude-dir', recordedHome('claude', 'subagents'), '--codex-dir', recordedHome('codex', 'subagents')];
  const server = await standingServer({ roots: [root, recordedRoot(folder)], args });
  await untilIndexed(server);
  const facts = [...workingSession(AGENT, MOMENT), ...waiting(), ...failed(), ...daysBefore()];
  await importFacts(server, facts);
  const sessions = new Set(facts.map(({ session }) => session)).size;
  await until('the night is told', async () => (await rowsOf(server)).length >= sessions + 3);
  return server;
}

/** The build that is at work. */
export async function buildSession(server: RunningServer): Promise<string> {
  const rows = await rowsOf(server);
  const build = rows.find(({ id }) => id.startsWith('weather-api'));
  if (build === undefined) throw new Error('The demo is not listed.');
  return build.id;
}

/** The demo names its folders by the clock on the wall. */
async function inUtc(work: () => Promise<void>): Promise<void> {
  const { TZ } = process.env;
  process.env['TZ'] = 'UTC';
  await work();
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
}

/** A build that ended, in a folder of its own. */
export function recordedRoot(folder: string): string {
  const root = copyRecorded(join(folder, 'weather-app'));
  touch(root, RECORDED_END);
  return root;
}

/** Of some facts a file's age is all that tells when they were. */
function touch(folder: string, at: number): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (statSync(path).isFile()) utimesSync(path, at / 1000, at / 1000);
  }
}

async function importFacts(server: RunningServer, facts: readonly Fact[]): Promise<void> {
  const body = facts.map((fact) => JSON.stringify(fact)).join('\n');
  const headers = bearer(server) as Record<string, string>;
  const answer = await fetch(`${server.url}api/import`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`The night could not be imported: ${await answer.text()}`);
}

function waiting(): readonly Fact[] {
  return new AgentTeller(WAITING, MOMENT)
    .tell(56, 'session_info', { agent: 'codex', project: 'billing', branch: 'main', model: 'gpt-5-codex' })
    .tell(56, 'phase_change', { phase: 'Builder' })
    .call(50, 'req_b1', 61_300, { model: 'gpt-5-codex' })
    .call(21, 'req_b2', 88_900, { model: 'gpt-5-codex' })
    .tell(9, 'log_line', { line: 'The migration drops the table “invoices_old”. Shall I go on?', level: 'assistant' })
    .tell(9, 'waiting', { reason: 'Drop the table “invoices_old”?' }).facts;
}

function failed(): readonly Fact[] {
  return new AgentTeller(FAILED, MOMENT)
    .tell(97, 'session_info', { agent: 'claude-code', project: 'search-index', branch: 'reindex' })
    .tell(97, 'phase_change', { phase: 'Scout' })
    .call(95, 'req_s1', 24_000)
    .tell(90, 'phase_change', { phase: 'Builder' })
    .call(80, 'req_s2', 91_000)
    .tell(71, 'error', { message: 'FATAL: no space left on device', details: {} })
    .tell(70, 'session_end', { outcome: 'failed', evidence: 'exit code 1' }).facts;
}

/** What makes trends: a few sessions a day for two weeks, of three projects. */
function daysBefore(): readonly Fact[] {
  const projects = ['shop', 'billing', 'search-index'] as const;
  const models = ['claude-sonnet-4-5-20250929', 'gpt-5-codex', 'claude-haiku-4-5-20251001'] as const;
  return Array.from({ length: 26 }, (_, index) => {
    const project = projects[index % 3]!;
    const minutes = (1 + Math.floor(index / 2)) * DAY_MINUTES + (index % 2) * 310 + ((index * 97) % 240);
    const said = new AgentTeller(`${project}-${String(index + 1).padStart(2, '0')}`, MOMENT)
      .tell(minutes, 'session_info', { agent: index % 3 === 1 ? 'codex' : 'claude-code', project, branch: 'main' })
      .tell(minutes, 'phase_change', { phase: 'Builder' });
    for (let call = 0; call < 4 + (index % 3); call++)
      said.call(minutes - 3 - call * 6, `req_${index}_${call}`, 20_000 + ((index * 7 + call * 13) % 9) * 11_000, {
        model: models[index % 3]!,
        cost_usd: 0.11 + ((index * 5 + call) % 7) * 0.09,
      });
    const outcome = index % 7 === 3 ? 'failed' : 'complete';
    return said.tell(minutes - 40, 'session_end', { outcome, evidence: 'it said so' }).facts;
  }).flat();
}
