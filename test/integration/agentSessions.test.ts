import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { agentTruth, copyHome, scenarios } from '../support/agentRecordings.ts';
import type { Agent, AgentTruth } from '../support/agentRecordings.ts';
import { ask } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { diagnosticsOf, rowsOf, statusOf, untilIndexed } from '../support/sessions.ts';
import type { StatusBody } from '../support/sessions.ts';

const HOUR = 3_600_000;

/** How a session shows that ended as the recording did. */
const OUTCOMES: readonly (readonly [RegExp, string])[] = [
  [/^finished/, 'complete'],
  [/^failed/, 'failed'],
  [/^interrupted/, 'interrupted'],
  [/^killed/, 'killed'],
];

function outcomeOf({ final_state: told }: AgentTruth): string {
  return OUTCOMES.find(([pattern]) => pattern.test(told))![1];
}

/** What the provider counted of requests that files can tell of: Claude's compactions and Codex's titles are in none. */
function told(agent: Agent, truth: AgentTruth): Readonly<Record<string, number>> {
  const untold = truth.totals_completed_by_kind[agent === 'claude' ? '_compact' : '_title'] ?? {};
  const all = hasCutAnswer(agent, truth) ? truth.totals_started_but_not_completed : {};
  const cut = (name: string): number => (name === 'output_tokens' ? 0 : (all[name] ?? 0));
  return Object.fromEntries(
    Object.entries(truth.totals_completed).map(([name, value]) => [name, value - (untold[name] ?? 0) + cut(name)]),
  );
}

/** Claude writes down what came of an answer that broke off, unless it is killed. */
function hasCutAnswer(agent: Agent, truth: AgentTruth): boolean {
  const cut = truth.totals_started_but_not_completed['requests']! > 0;
  return agent === 'claude' && cut && !truth.final_state.startsWith('killed');
}

function sumOf(statuses: readonly StatusBody[], kind: keyof StatusBody['tokens']): number {
  return statuses.reduce((sum, { tokens }) => sum + tokens[kind], 0);
}

/** A recording as a server shows it. */
interface Shown {
  readonly server: RunningServer;
  readonly statuses: readonly StatusBody[];
}

/** A recording and its ages: written now, or long enough ago that it is only found. */
const AGES = [
  ['written now', 0],
  ['found later', 3 * HOUR],
] as const;

async function show(scene: Scene, agent: Agent, scenario: string, age: number): Promise<Shown> {
  const home = copyHome(agent, scenario, scene.folder(), age);
  const server = await scene.server({ roots: [''], args: [`--${agent}-dir`, home] });
  await untilIndexed(server);
  const rows = await rowsOf(server);
  const statuses = await Promise.all(rows.map(({ id }) => statusOf(server, id)));
  for (const [index, row] of rows.entries()) {
    const { tokens, cost, project, task, iterations } = statuses[index]!;
    const summary = { tokens: { total: tokens.total }, cost, project, task, iterations };
    assert.deepEqual({ ...row, ...summary }, row, 'the list and the session say the same');
  }
  return { server, statuses };
}

for (const agent of ['claude', 'codex'] as const) {
  for (const scenario of scenarios(agent)) {
    describe(`the recorded ${agent} session "${scenario}"`, () => {
      const scene = useScene(after);
      const truth = agentTruth(agent, scenario);
      let shown: readonly Shown[];

      // Side by side: most of the time goes into starting servers.
      before(async () => {
        shown = await Promise.all(AGES.map(([, age]) => show(scene, agent, scenario, age)));
      });

      for (const [index, [how, age]] of AGES.entries()) {
        describe(`${how},`, () => {
          let server: RunningServer;
          let statuses: readonly StatusBody[];
          before(() => ({ server, statuses } = shown[index]!));

          it('tells a program on this machine where its transcript lies', async () => {
            const { session_id: id } = statuses[0]!;
            const { transcripts } = (await ask(server, `/api/files/${id}`)).json() as {
              transcripts: readonly string[];
            };
            assert.ok(transcripts.length > 0 && transcripts.every((path) => existsSync(path)));
            assert.match(readFileSync(transcripts[0]!, 'utf8'), new RegExp(id));
          });

          it('used what the provider counted', () => {
            const provider = told(agent, truth);
            const ours = {
              input: sumOf(statuses, 'input'),
              read: sumOf(statuses, 'cache_read'),
              write: sumOf(statuses, 'cache_write_5m') + sumOf(statuses, 'cache_write_1h'),
            };
            const claude = {
              input: provider['input_tokens'],
              read: provider['cache_read_input_tokens'],
              write: provider['cache_creation_input_tokens'],
            };
            const read = provider['cached_input_tokens']!;
            const write = provider['cache_write_input_tokens'] ?? 0;
            const codex = { input: provider['input_tokens']! - read - write, read, write };
            assert.deepEqual(ours, agent === 'claude' ? claude : codex);
            const output = sumOf(statuses, 'output');
            if (!hasCutAnswer(agent, truth)) return assert.equal(output, provider['output_tokens']);
            assert.ok(output >= provider['output_tokens']!, 'an answer that was cut off counts as far as it was told');
            assert.equal(
              statuses.reduce((sum, { incomplete_requests: cut }) => sum + cut, 0),
              1,
            );
          });

          it('says what its files cannot tell', () => {
            const compactions = truth.totals_completed_by_kind['_compact']?.['requests'] ?? 0;
            const uncounted = statuses.reduce((sum, { uncounted_compactions: count }) => sum + count, 0);
            assert.equal(uncounted, agent === 'claude' ? compactions : 0);
          });

          it('ended as it did, and says how that is known', () => {
            const newest = statuses[0]!;
            // Only processes tell of these ends, and they are not asked before the files have been silent for a while.
            const byProcess = outcomeOf(truth) === 'killed' || (agent === 'codex' && scenario === 'tui_session');
            if (byProcess && age === 0) return;
            assert.equal(newest.state.name, outcomeOf(truth), newest.state.evidence);
            assert.ok(newest.state.evidence.length > 10);
          });

          it('never fills its context window beyond 100 %', () => {
            for (const { context, agents } of statuses) {
              for (const { percentage } of [context, ...agents.map((each) => each.context)])
                assert.ok(percentage === null || percentage <= 100);
            }
          });

          it('has nothing that could not be read', async () => assert.deepEqual(await diagnosticsOf(server), []));
        });
      }
    });
  }
}
