import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  NO_TOKENS,
  addTokens,
  totalTokens,
  type KnownEvent,
  type KnownOf,
} from '../../../../../src/protocol/events.ts';
import type { Tokens } from '../../../../../src/protocol/events.ts';
import { claudeFormat } from '../../../../../src/server/sources/claudeCode/claudeFormat.ts';
import { parseAgentMeta } from '../../../../../src/server/sources/claudeCode/subagents.ts';
import { promiseOfEveryRecording } from '../support/everyRecording.ts';
import { ofType } from '../support/transcripts.ts';
import { MODELS, readLines, readRecording, recording, SCENARIOS, type Counted } from './support/recordings.ts';

/** Each request once, over all files: forks copy lines, and the fullest count is the true one. */
function requests(events: readonly KnownEvent[]): readonly KnownOf<'model_call'>[] {
  const calls = new Map<string, KnownOf<'model_call'>>();
  for (const call of ofType(events, 'model_call')) {
    const key = call.data.request!;
    const known = calls.get(key);
    if (known === undefined || call.data.output > known.data.output) calls.set(key, call);
  }
  return [...calls.values()];
}

function sum(calls: readonly KnownOf<'model_call'>[]): Tokens {
  return calls.map(({ data }) => data).reduce<Tokens>(addTokens, NO_TOKENS);
}

function counted(truth: Counted | undefined): Tokens {
  if (truth === undefined) return NO_TOKENS;
  return {
    input: truth.input_tokens,
    output: truth.output_tokens,
    cache_read: truth.cache_read_input_tokens,
    cache_write_5m: truth.ephemeral_5m_input_tokens,
    cache_write_1h: truth.ephemeral_1h_input_tokens,
    reasoning: truth.thinking_tokens ?? 0,
  };
}

it('every kind of recorded Claude Code session is there', () => assert.ok(SCENARIOS.length >= 23, SCENARIOS.join()));

for (const scenario of SCENARIOS) {
  describe(`The transcripts of the recorded Claude Code session "${scenario}"`, () => {
    const recorded = recording(scenario);
    const { truth, files } = recorded;
    const events = readRecording(recorded);
    const compactions = counted(truth.totals_completed_by_kind['_compact']);

    promiseOfEveryRecording({
      format: claudeFormat,
      models: MODELS,
      files,
      events,
      golden: join(import.meta.dirname, 'golden', `${scenario}.json`),
      passedOver: 0.3,
    });

    it('count what the provider counted, but for the requests that wrote summaries, which they do not tell of', () => {
      const finished = requests(events).filter(({ data }) => data.incomplete !== true);
      assert.deepEqual(addTokens(sum(finished), compactions), counted(truth.totals_completed));
      const missing = truth.totals_completed_by_kind['_compact']?.requests ?? 0;
      assert.equal(finished.length, truth.totals_completed.requests - missing);
      assert.equal(ofType(events, 'compaction').length, missing);
      assert.ok(ofType(events, 'compaction').every(({ data }) => !data.counted));
    });

    it('count all input of answers that were cut off, and of their output no more than there was', () => {
      const cut = sum(requests(events).filter(({ data }) => data.incomplete === true));
      // A process that is killed while the model answers does not write that answer down.
      const untold = truth.final_state.startsWith('killed');
      const truly = untold ? NO_TOKENS : counted(truth.totals_started_but_not_completed);
      assert.deepEqual({ ...cut, output: 0 }, { ...truly, output: 0 });
      assert.ok(cut.output <= truly.output);
    });

    it('tell of every tool call, by name', () => {
      const calls: Record<string, number> = {};
      const ids = new Map(ofType(events, 'tool_start').map(({ data }) => [data.tool_id, data.name]));
      for (const name of ids.values()) calls[name] = (calls[name] ?? 0) + 1;
      assert.deepEqual(calls, truth.tool_calls_by_name);
    });

    it('tell how much the main thread holds at the end', () => {
      const main = ofType(events, 'context_use').filter(({ data }) => !data.agent && !data.estimate);
      const newest = main.reduce((a, b) => (b.time >= a.time ? b : a));
      assert.equal(newest.data.tokens, truth.last_main_context_tokens.prompt);
    });

    it('tell of every sub-agent, and that it is done', () => {
      const status = new Map<string, string | undefined>();
      for (const { data } of ofType(events, 'agent_update').toSorted((a, b) => a.time - b.time)) {
        status.set(data.agent_id, data.status ?? status.get(data.agent_id));
      }
      const described = recorded.agents.map(({ agent, meta }) => parseAgentMeta(meta, agent)!);
      assert.deepEqual([...status.keys()].sort(), described.map((agent) => agent.agent_id).sort());
      for (const { agent_id: id, description } of described) {
        const failed = truth.failed_agents?.includes(description!) === true;
        assert.equal(status.get(id), failed ? 'failed' : 'completed');
      }
    });

    it('tell what each session came to', () => {
      for (const file of files.filter(({ agent }) => agent === null)) {
        const { standing } = readLines(file.lines, file).carry;
        const ends = ofType(events, 'session_end').filter(({ session }) => session === file.session);
        const outcomes = ends.map(({ data }) => data.outcome);
        if (truth.final_state.startsWith('finished_ok')) {
          assert.deepEqual([outcomes.at(-1), standing.turn, standing.ended], ['complete', 'finished', true]);
        } else if (truth.final_state.startsWith('failed')) {
          assert.deepEqual([outcomes.at(-1), standing.turn, standing.ended], ['failed', 'failed', true]);
        } else if (truth.final_state.startsWith('interrupted')) {
          assert.deepEqual([outcomes.at(-1), standing.turn, standing.ended], ['interrupted', 'interrupted', true]);
        } else {
          assert.match(truth.final_state, /^killed/);
          assert.deepEqual([outcomes, standing.turn, standing.ended], [[], 'open', false]);
        }
      }
    });

    it('tell of the tasks as they stood at the end', () => {
      const tasks = truth.expected_tasks ?? [];
      const list = ofType(events, 'task_list').at(-1)?.data ?? { completed: [], remaining: [] };
      const named = (status: string) => tasks.filter(([, told]) => told === status).map(([subject]) => subject);
      assert.deepEqual(list.completed, named('completed'));
      assert.deepEqual(list.remaining, [...named('in_progress'), ...named('pending')]);
    });

    it('cost what the program itself says, and use as many tokens', () => {
      for (const file of files.filter(({ agent }) => agent === null)) {
        const own = events.filter(({ session }) => session === file.session);
        const told = ofType(own, 'reported_cost').at(-1)?.data;
        const calls = requests(own);
        const comparable = calls.every(({ data }) => data.cost_usd !== null && !data.incomplete);
        if (told === undefined || !comparable || ofType(own, 'compaction').length > 0) continue;
        const usd = calls.reduce((all, { data }) => all + data.cost_usd!, 0);
        assert.ok(Math.abs(usd - told.usd) < 1e-9, `${usd} ${told.usd}`);
        assert.equal(totalTokens(sum(calls)), told.tokens);
      }
    });
  });
}
