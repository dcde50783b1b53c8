import assert from 'node:assert/strict';
import { join } from 'node:path';
import { codexFormat } from '../../../../../src/server/sources/codex/codexFormat.ts';
import { promiseOfEveryRecording } from '../support/everyRecording.ts';
import { linesOf, ofType, type RecordedFile } from '../support/transcripts.ts';
import {
  counted,
  minus,
  MODELS,
  readLines,
  readRecording,
  recording,
  SCENARIOS,
  used,
  type Counted,
} from './support/recordings.ts';

it('every kind of recorded Codex session is there', () => assert.ok(SCENARIOS.length >= 18));

/** The terminal names a session by a request of which no file tells. */
const hidden = (kinds: Readonly<Record<string, Counted>>): Counted => counted(kinds['_title']);

/** The file as versions without usage records would have written it. */
function withoutRecords(file: RecordedFile): RecordedFile {
  return { ...file, lines: file.lines.filter(({ text }) => !text.includes('"type":"token_usage_record"')) };
}

for (const scenario of SCENARIOS) {
  describe(`The rollouts of the recorded Codex session "${scenario}"`, () => {
    const recorded = recording(scenario);
    const { truth, files } = recorded;
    const events = readRecording(recorded);
    const mains = files.filter(({ agent }) => agent === null);
    const agents = files.filter(({ agent }) => agent !== null);
    const completed = minus(counted(truth.totals_completed), hidden(truth.totals_completed_by_kind));

    promiseOfEveryRecording({
      format: codexFormat,
      models: MODELS,
      files,
      events,
      golden: join(import.meta.dirname, 'golden', `${scenario}.json`),
      passedOver: 0,
    });

    it('count what the provider counted, compactions too, but for the request that names the session', () => {
      assert.deepEqual(used(events), completed);
      assert.equal(hidden(truth.totals_completed_by_kind).requests, scenario === 'tui_session' ? 1 : 0);
    });

    it('count the same by their totals alone, as older versions have them', () => {
      const older = readRecording({ files: files.map(withoutRecords) });
      // Killed before it told the total, such a version never tells of its last request.
      const killed = files.flatMap((file) => {
        const own = readLines(file.lines, file).events;
        const left = ofType(own, 'turn_end').some(({ id }) => id.endsWith(':turn_left'));
        return left ? ofType(own, 'model_call').slice(0, 1) : [];
      });
      const untold = truth.final_state.startsWith('killed') ? ofType(events, 'model_call').slice(-1) : killed;
      assert.deepEqual(used(older), minus(completed, used(untold)));
    });

    it('count each sub-agent for itself, and compactions as such', () => {
      for (const [index, file] of agents.entries()) {
        const own = ofType(events, 'model_call').filter(({ data }) => data.agent === file.agent);
        assert.deepEqual(used(own), counted(truth.totals_completed_by_kind[`sub${index + 1}`]));
      }
      const compactions = ofType(events, 'model_call').filter(({ data }) => data.purpose === 'compaction');
      assert.deepEqual(used(compactions), counted(truth.totals_completed_by_kind['_compact']));
      assert.equal(ofType(events, 'compaction').length, compactions.length);
    });

    it('price every request, once its model is known', () => {
      for (const { data } of ofType(events, 'model_call')) {
        assert.equal(data.model, truth.model);
        assert.ok(data.cost_usd !== null && data.cost_usd > 0);
      }
    });

    it('tell of every tool call, by name, and what came of all that came back', () => {
      const calls: Record<string, number> = {};
      for (const { data } of ofType(events, 'tool_start')) calls[data.name] = (calls[data.name] ?? 0) + 1;
      assert.deepEqual(calls, truth.tool_calls_by_name);
      const ended = ofType(events, 'tool_end').map(({ data }) => data.tool_id);
      const started = ofType(events, 'tool_start').map(({ data }) => data.tool_id);
      assert.deepEqual(started.filter((id) => !ended.includes(id)).length, scenario === 'sigkill_tool' ? 1 : 0);
      assert.equal(new Set(ended).size, ended.length);
    });

    it('tell how much the main thread holds at the end', () => {
      const main = ofType(events, 'context_use').filter(({ data }) => data.agent === undefined);
      const last = main.findLast(({ data }) => data.estimate !== true);
      const compacted = main.at(-1)?.data.estimate === true;
      // The recorded provider was asked for a summary after the last request it counts here.
      const before = compacted ? main.at(-3) : last;
      assert.equal(before?.data.tokens, truth.last_main_context_tokens.total_tokens);
      for (const { data } of main) assert.deepEqual([data.window, data.window_source], [258_400, 'reported']);
    });

    it('tell of every sub-agent, by whom it was started and that it is done', () => {
      const told = new Map<string, object>();
      for (const { data } of ofType(events, 'agent_update').toSorted((a, b) => a.time - b.time)) {
        told.set(data.agent_id, { ...told.get(data.agent_id), ...data });
      }
      assert.deepEqual([...told.keys()].sort(), agents.map(({ agent }) => agent).sort());
      for (const agent of told.values()) {
        const { status, model, agent_name: name, description, parent_id: parent } = agent as Record<string, string>;
        assert.deepEqual([status, model, parent], ['completed', truth.model, undefined]);
        assert.ok(name && description?.includes('look at part'), `${name} ${description}`);
      }
    });

    it('tell the plan as it stood at the end', () => {
      const plan = truth.expected_plan;
      if (plan === undefined) return;
      const list = ofType(events, 'task_list').at(-1)!.data;
      const steps = (...wanted: string[]) => plan.filter(([, status]) => wanted.includes(status)).map(([step]) => step);
      assert.deepEqual(list.completed, steps('completed'));
      assert.deepEqual(list.remaining, steps('in_progress', 'pending'));
      assert.deepEqual(list.in_progress, steps('in_progress'));
    });

    it('tell what each session came to', () => {
      for (const file of mains) {
        const { standing } = readLines(file.lines, file).carry;
        const ends = ofType(events, 'session_end').filter(({ session }) => session === file.session);
        const outcomes = new Set(ends.map(({ data }) => data.outcome));
        const stands = [[...outcomes], standing.turn, standing.ended];
        assert.equal(standing.folder, truth.cwd);
        if (truth.final_state.startsWith('killed')) assert.deepEqual(stands, [[], 'open', false]);
        else if (truth.final_state.startsWith('failed')) assert.deepEqual(stands, [['failed'], 'failed', true]);
        else if (truth.final_state.startsWith('interrupted'))
          assert.deepEqual(stands, [['interrupted'], 'interrupted', true]);
        else if (scenario === 'tui_session') assert.deepEqual(stands, [[], 'finished', false]);
        else assert.deepEqual(stands, [['complete'], 'finished', true]);
      }
    });

    it('begin and end turns in order, each begun by its prompt', () => {
      for (const { session } of mains) {
        const own = events.filter((event) => event.session === session);
        const starts = ofType(own, 'turn_start');
        const ends = ofType(own, 'turn_end').map(({ data }) => data.turn);
        assert.deepEqual(
          starts.map(({ data }) => data.turn),
          starts.map((_, index) => index + 1),
        );
        const open = truth.final_state.startsWith('killed') ? 1 : 0;
        assert.deepEqual(
          ends,
          starts.slice(0, starts.length - open).map(({ data }) => data.turn),
        );
        const prompts = ofType(own, 'log_line').filter(({ data }) => data.level === 'user' && data.agent === undefined);
        assert.deepEqual(
          starts.flatMap(({ data }) => data.prompt ?? []),
          prompts.map(({ data }) => data.line),
        );
        assert.equal(ofType(own, 'session_info').find(({ data }) => data.task)?.data.task, prompts[0]?.data.line);
      }
    });

    it('tell which program, where and on what branch', () => {
      const info = ofType(events, 'session_info')[0]!.data;
      assert.equal(info.agent, 'codex');
      assert.equal(info.agent_version, truth.version);
      assert.equal(info.folder, truth.cwd);
      assert.equal(info.project, 'repo');
      assert.equal(info.branch, truth.git_branch);
    });

    it('show each message once, and lead back to its line', () => {
      const lines = ofType(events, 'log_line').map(({ session, time, data }) => `${session} ${time} ${data.line}`);
      assert.equal(new Set(lines).size, lines.length);
      for (const event of events) {
        if (!['tool_start', 'tool_end', 'log_line', 'error'].includes(event.type)) continue;
        const file = files.find(({ path }) => path === event.place?.file)!;
        assert.ok(
          file.lines.some(({ offset }) => offset === event.place?.offset),
          event.id,
        );
      }
    });

    it('begin the same however far they were written when they were read', () => {
      for (const file of files) {
        const all = readLines(file.lines, file).events;
        for (let bytes = 0; bytes < file.bytes.length; bytes += 997) {
          const { events: some } = readLines(linesOf(file.bytes.toString('utf8', 0, bytes)), file);
          assert.deepEqual(some, all.slice(0, some.length));
        }
      }
    });

    it('keep little in mind', () => {
      for (const file of files) {
        let carry = codexFormat.first;
        for (const line of file.lines) {
          ({ carry } = readLines([line], file, carry));
          assert.deepEqual(codexFormat.carry.parse(JSON.parse(JSON.stringify(carry))), carry);
          assert.ok(JSON.stringify(carry).length < 4_000);
        }
      }
    });
  });
}

describe('The recorded terminal session', () => {
  const events = readRecording(recording('tui_session'));

  it('shows an interruption by the person, and goes on', () => {
    const outcomes = ofType(events, 'turn_end').map(({ data }) => [data.outcome, data.reason]);
    assert.deepEqual(outcomes, [
      ['finished', undefined],
      ['interrupted', 'by the user'],
      ['finished', undefined],
      ['finished', undefined],
    ]);
  });

  it('tells that a person asked for the compaction, how long it took and what it left', () => {
    const [compaction] = ofType(events, 'compaction');
    assert.deepEqual(compaction?.data, {
      counted: true,
      trigger: 'manual',
      tokens_before: 14_150,
      tokens_after: 8_114,
      duration_ms: 26,
    });
  });

  it('does not take the usual service for a fast one', () => {
    for (const { data } of ofType(events, 'model_call')) assert.equal(data.speed, undefined);
  });
});

it('A recorded fork names the session it was forked from, and counts only what it did itself', () => {
  const { truth, files } = recording('resume');
  const [, fork] = files;
  const { events } = readLines(fork!.lines, fork!);
  assert.equal(ofType(events, 'session_info')[0]?.data.forked_from, files[0]!.session);
  assert.deepEqual(used(events), counted(truth.totals_completed_by_kind['main4']));
});

it('A recorded session that was taken up again goes on, and ends again with each turn', () => {
  const [file] = recording('resume').files;
  const stands = file!.lines.map((_, index) => {
    const { standing } = readLines(file!.lines.slice(0, index + 1), file!).carry;
    return `${standing.turn}${standing.ended ? ', ended' : ''}`;
  });
  const changes = stands.filter((each, index) => each !== stands[index - 1]);
  const turn = ['open', 'finished, ended'];
  assert.deepEqual(changes, ['none', ...turn, ...turn, ...turn]);
});

it('The recorded overflow is compacted by itself', () => {
  const [compaction] = ofType(readRecording(recording('auto_compact')), 'compaction');
  assert.deepEqual([compaction?.data.trigger, compaction?.data.tokens_after], ['auto', 6_879]);
});

it('The recorded failure says why, once', () => {
  const events = readRecording(recording('api_error_429'));
  const errors = ofType(events, 'error').map(({ data }) => data.message);
  assert.equal(errors.length, 1);
  assert.match(errors[0]!, /^exceeded retry limit, .* \(response too many failed attempts, HTTP 429\)$/);
  assert.equal(ofType(events, 'turn_end')[0]?.data.reason, errors[0]);
});

it('The recorded work looks around, plans, changes files and counts their lines', () => {
  const events = readRecording(recording('plan_updates'));
  const phases = ofType(events, 'phase_change').map(({ data }) => data.phase);
  assert.deepEqual(phases, ['Architect', 'Scout', 'Builder']);
  const patch = ofType(events, 'tool_start').find(({ data }) => data.name === 'apply_patch')!.data;
  assert.equal(patch.input, 'app.py, NOTES.md');
  const done = ofType(events, 'tool_end').find(({ data }) => data.tool_id === patch.tool_id)!.data;
  assert.deepEqual([done.ok, done.lines_added, done.lines_removed], [true, 2, 1]);
  assert.equal(done.result, 'app.py, NOTES.md (+2 −1)');
});

it('Commands of recorded scripts are lines of their sub-agents, not tool calls', () => {
  const events = readRecording(recording('subagents'));
  const commands = ofType(events, 'log_line').filter(({ data }) => data.level === 'command');
  assert.equal(commands.length, 5);
  for (const { data } of commands) assert.match(data.line, /^echo sub[12]; sleep 0\.2$/);
});
