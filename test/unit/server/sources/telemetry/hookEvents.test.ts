import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SessionEvent } from '../../../../../src/protocol/events.ts';
import { reduce } from '../../../../../src/protocol/reducer.ts';
import { sessionStatus } from '../../../../../src/protocol/selectors.ts';
import { initialState, type SessionState } from '../../../../../src/protocol/state.ts';
import { hookEvents, type HookAgent } from '../../../../../src/server/sources/telemetry/hookEvents.ts';
import { recordedHooks, recordedStatusLines, type RecordedPayload } from '../../../../support/claudeRecordings.ts';

const NOW = Date.UTC(2026, 10, 23, 1);
const SCENARIOS = [
  'tui_session',
  'hooks_otel',
  'auto_compact',
  'sigint_tool',
  'sigkill_tool',
  'subagents',
  'todos_task',
];

interface Told {
  readonly now?: number;
  readonly at?: number;
  readonly agent?: HookAgent;
  readonly waitingFor?: string;
}

function tell(payload: unknown, { now = NOW, at, agent = 'claude', waitingFor }: Told = {}): readonly SessionEvent[] {
  const told = hookEvents(agent, payload, { now, at, waitingFor: () => waitingFor });
  assert.ok(told.ok, JSON.stringify(told));
  return told.events;
}

/** What a payload says beyond whose session it is. */
function facts(payload: object, told?: Told) {
  return tell({ session_id: 's', ...payload }, told)
    .slice(1)
    .map(({ type, data }) => ({ type, data }));
}

/** A session as it stands after each hook, as if each had been told the moment it ran. */
function* play(scenario: string): Iterable<{ recorded: RecordedPayload; state: SessionState; at: number }> {
  const states = new Map<string, SessionState>();
  let seq = 0;
  for (const recorded of recordedHooks(scenario)) {
    const at = Math.round(recorded.t * 1000);
    const id = String(recorded.payload['session_id']);
    let state = states.get(id) ?? initialState(id);
    const waitingFor = state.waiting?.reason;
    for (const event of tell(recorded.payload, { now: at + 40, at, ...(waitingFor !== undefined && { waitingFor }) }))
      state = reduce(state, { ...event, seq: ++seq });
    states.set(id, state);
    yield { recorded, state, at };
  }
}

function statusAfter(scenario: string, hook: string, nth = 0): ReturnType<typeof sessionStatus> {
  const step = [...play(scenario)].filter(({ recorded }) => recorded.payload.hook_event_name === hook)[nth];
  assert.ok(step, `${scenario} has no ${hook}`);
  return sessionStatus(step.state, step.at);
}

describe('what hooks tell', () => {
  it('a question for permission is waiting for you, with what is asked, until the tool has run', () => {
    const asked = statusAfter('tui_session', 'PermissionRequest');
    assert.equal(asked.name, 'waiting');
    assert.equal(asked.evidence, 'permission: Write /home/dev/run/claude/tui_session/repo/made.txt');
    assert.deepEqual(
      statusAfter('tui_session', 'Notification').evidence,
      asked.evidence,
      'reminded: the question stays',
    );
    assert.notEqual(statusAfter('tui_session', 'PostToolUse', 1).name, 'waiting');
    assert.match(statusAfter('tui_session', 'PermissionRequest', 1).evidence, /^permission: Bash python3 -c/);
    assert.notEqual(statusAfter('tui_session', 'PostToolUse', 2).name, 'waiting');
  });

  it('a hook that is heard late does not end a wait that began after it ran', () => {
    const before = { session_id: 's', hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_use_id: 't' };
    const asks = {
      session_id: 's',
      hook_event_name: 'PermissionRequest',
      tool_name: 'Bash',
      tool_input: { command: 'rm' },
    };
    const heard = [...tell(asks, { now: NOW, at: NOW - 50 }), ...tell(before, { now: NOW + 5, at: NOW - 90 })];
    const state = heard.reduce((known, event, seq) => reduce(known, { ...event, seq }), initialState('s'));
    assert.equal(state.waiting?.reason, 'permission: Bash rm');
  });

  it('a clock that is off does not date facts', () => {
    const stop = { session_id: 's', hook_event_name: 'Stop' };
    assert.ok(tell(stop, { at: NOW - 3_600_000 }).every(({ time, clock }) => time === NOW && clock === 'receipt'));
    assert.ok(tell(stop, { at: NOW - 100 }).every(({ time, clock }) => time === NOW - 100 && clock === 'producer'));
  });

  it('every recorded session ends with its process gone, but for the one that was killed', () => {
    for (const scenario of SCENARIOS) {
      const last = [...play(scenario)].at(-1)!;
      assert.equal(last.state.process?.status, scenario === 'sigkill_tool' ? 'busy' : 'gone', scenario);
      assert.equal(last.state.source, 'claude-code', scenario);
    }
  });

  it('tells of no tokens, tools or turns, which the transcript tells of', () => {
    const types = new Set(
      SCENARIOS.flatMap(recordedHooks).flatMap(({ payload }) => tell(payload).map(({ type }) => type)),
    );
    const told = ['session_info', 'process_update', 'waiting', 'agent_update', 'log_line'];
    assert.deepEqual([...types].toSorted(), told.toSorted());
  });

  it('the same hook told again is the same fact; another run of it is another', () => {
    for (const { payload, t } of SCENARIOS.flatMap(recordedHooks)) {
      const at = Math.round(t * 1000);
      const ids = (told: Told): string[] => tell(payload, told).map(({ id }) => id);
      assert.deepEqual(ids({ at, now: at + 5_000 }), ids({ at, now: at + 40 }));
    }
    const compactions = recordedHooks('auto_compact').filter(({ payload }) => payload.hook_event_name === 'PreCompact');
    assert.equal(compactions.length, 2);
    const ids = compactions.flatMap(({ payload, t }) =>
      tell(payload, { at: Math.round(t * 1000) }).map(({ id }) => id),
    );
    assert.equal(new Set(ids).size, ids.length - 1, 'two compactions of one session');
  });

  it('sub-agents run and complete, but a compaction is none', () => {
    const agents = [...play('subagents')].at(-1)!.state.agents.map(({ type, status }) => [type, status]);
    assert.deepEqual(agents, [
      ['Explore', 'completed'],
      ['general-purpose', 'completed'],
      ['general-purpose', 'completed'],
    ]);
    assert.deepEqual([...play('auto_compact')].at(-1)!.state.agents, []);
  });

  it('a compaction is work; one that was asked for ends in rest', () => {
    const process = (scenario: string, hook: string) =>
      [...play(scenario)].find(({ recorded }) => recorded.payload.hook_event_name === hook)!.state.process?.status;
    assert.equal(process('auto_compact', 'PreCompact'), 'busy');
    assert.equal(process('auto_compact', 'PostCompact'), 'busy');
    assert.equal(process('tui_session', 'PreCompact'), 'busy');
    assert.equal(process('tui_session', 'PostCompact'), 'idle');
  });

  it('a turn that failed is an error, and nothing works any more', () => {
    const payload = { hook_event_name: 'StopFailure', error: 'rate_limit', error_details: '429 {"type":"error"}' };
    assert.deepEqual(facts(payload), [
      { type: 'error', data: { message: 'rate_limit', details: '429 {"type":"error"}' } },
      { type: 'process_update', data: { status: 'idle', evidence: 'hook StopFailure' } },
    ]);
    assert.deepEqual(facts({ hook_event_name: 'StopFailure', error: { message: 'overloaded' } })[0], {
      type: 'error',
      data: { message: 'overloaded' },
    });
  });

  it('notifications: idle is idle, a dialog waits, anything else is a line in the log', () => {
    const notify = (type: string, waitingFor?: string) =>
      facts(
        { hook_event_name: 'Notification', notification_type: type, message: 'Look here' },
        waitingFor === undefined ? {} : { waitingFor },
      );
    assert.deepEqual(notify('permission_prompt'), [{ type: 'waiting', data: { reason: 'Look here' } }]);
    assert.deepEqual(notify('permission_prompt', 'permission: Bash ls'), [], 'it is known, and in more words');
    assert.deepEqual(notify('elicitation_dialog'), [{ type: 'waiting', data: { reason: 'Look here' } }]);
    assert.deepEqual(notify('idle_prompt'), [
      { type: 'process_update', data: { status: 'idle', evidence: 'hook Notification: Look here' } },
    ]);
    assert.deepEqual(notify('auth_success'), [{ type: 'log_line', data: { line: 'Look here', level: 'info' } }]);
  });

  it('an interrupted tool leaves the agent idle, a failed one busy', () => {
    const tool = { hook_event_name: 'PostToolUseFailure', tool_name: 'Bash', tool_use_id: 't', error: 'Exit code 7' };
    const status = (payload: object) => (facts(payload)[0]!.data as { status: string }).status;
    assert.equal(status({ ...tool, is_interrupt: true }), 'idle');
    assert.equal(status({ ...tool, is_interrupt: false }), 'busy');
  });

  it("Codex's hooks have the same shape, and its sessions are Codex's", () => {
    const asks = {
      session_id: 'c',
      turn_id: 't',
      hook_event_name: 'PermissionRequest',
      tool_name: 'Bash',
      tool_input: { command: 'git push' },
    };
    const [whose, waits] = tell(asks, { agent: 'codex' });
    assert.deepEqual(whose?.data, { agent: 'codex' });
    assert.deepEqual(waits?.data, { reason: 'permission: Bash git push' });
  });

  it('hooks it does not know tell nothing but whose session it is', () => {
    assert.deepEqual(facts({ hook_event_name: 'MessageDisplay', delta: 'x' }), []);
  });

  it('refuses what has no session, with the field', () => {
    const refused = (body: unknown) => {
      const told = hookEvents('claude', body, { now: NOW, at: undefined, waitingFor: () => undefined });
      assert.ok(!told.ok);
      return told.field;
    };
    assert.equal(refused([]), 'body');
    assert.equal(refused(null), 'body');
    assert.equal(refused({ hook_event_name: 'Stop' }), 'session_id');
    assert.equal(refused({ session_id: '../etc', hook_event_name: 'Stop' }), 'session_id');
    assert.equal(refused({ session_id: 's', hook_event_name: 7 }), 'hook_event_name');
  });

  it('survives any payload, and keeps what it says short', () => {
    const names = [...new Set(SCENARIOS.flatMap(recordedHooks).map(({ payload }) => payload.hook_event_name!))];
    const fields = ['source', 'tool_name', 'tool_input', 'message', 'agent_id', 'agent_type', 'error', 'reason', 'trigger', 'cwd', 'model', 'cost', 'context_window', 'rate_limits', 'background_tasks', 'notification_type', 'is_interrupt']; // prettier-ignore
    const payload = fc.tuple(
      fc.option(fc.constantFrom(...names, 'Stop', 'StopFailure', 'Notification'), { nil: undefined }),
      fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 3 })),
    );
    fc.assert(
      fc.property(payload, ([name, extra]) => {
        const events = tell({ session_id: 's', ...(name !== undefined && { hook_event_name: name }), ...extra });
        let state = initialState('s');
        for (const [seq, event] of events.entries()) state = reduce(state, { ...event, seq });
        assert.ok(sessionStatus(state, NOW).name);
      }),
    );
    const [, waits] = tell({ session_id: 's', hook_event_name: 'PermissionRequest', tool_name: 'x'.repeat(1e6), tool_input: { command: 'a\n\u001b[31m'.repeat(1e6) } }); // prettier-ignore
    assert.ok((waits!.data['reason' as never] as string).length < 500);
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    assert.doesNotMatch(waits!.data['reason' as never], /[\u0000-\u001f]/);
  });
});

describe('what the status line tells', () => {
  const recorded = recordedStatusLines('tui_session');

  it('the context window, the cost and the model as Claude Code itself counts them', () => {
    let state = initialState('42e3f0c9-083b-4eb8-beb1-daa1b3d68221');
    const payload = recorded[1]!.payload;
    for (const [seq, event] of tell(payload).entries()) state = reduce(state, { ...event, seq });
    assert.equal(state.model, 'claude-sonnet-4-6');
    assert.equal(state.context?.tokens, 16_004);
    assert.equal(state.context?.window, 200_000);
    assert.equal(Math.round(state.context.percent!), 8);
    assert.equal(state.reportedCosts['status line']?.usd, 0.013512);
  });

  it('is kept once for each request to the model, however often it is told', () => {
    const keys = (payload: object): string[] => tell(payload).map(({ session, id }) => `${session} ${id}`);
    const kept = new Set<string>();
    for (const { payload } of [...recorded, ...recorded]) for (const key of keys(payload)) kept.add(key);
    for (const { payload } of recorded) {
      const redrawn = { ...payload, cost: { ...(payload['cost'] as object), total_duration_ms: 1e6 } };
      assert.deepEqual(keys(redrawn), keys(payload));
    }
    const told = recorded.flatMap(({ payload }) => keys(payload)).length;
    assert.ok(kept.size < told, `${kept.size} of ${told}`);
  });

  it('a number that comes back to what it was is told again', () => {
    const [first, second] = recorded.filter(
      ({ payload }) => (payload['context_window'] as { current_usage: unknown }).current_usage,
    );
    const back = { ...second!.payload, context_window: first!.payload['context_window'] };
    const id = (payload: object) => tell(payload).find(({ type }) => type === 'context_use')!.id;
    assert.notEqual(id(back), id(first!.payload));
  });

  it('allowances with their names and when they start anew', () => {
    const limits = {
      five_hour: { used_percentage: 42.5, resets_at: 1_795_400_000 },
      seven_day: { used_percentage: 7 },
      odd: 3,
    };
    assert.deepEqual(facts({ rate_limits: limits }), [
      {
        type: 'rate_limits',
        data: {
          limits: [
            { name: '5 hours', window_minutes: 300, used_percent: 42.5, resets_at: 1_795_400_000_000 },
            { name: '7 days', window_minutes: 10_080, used_percent: 7 },
          ],
        },
      },
    ]);
  });

  it('says nothing of a window before the first request, nor of a cost of nothing', () => {
    assert.deepEqual(
      tell(recorded[0]!.payload).map(({ type }) => type),
      ['session_info', 'session_info'],
    );
  });
});
