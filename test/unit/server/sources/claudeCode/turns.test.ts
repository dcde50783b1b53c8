import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { FILE, lines, readLines } from './support/recordings.ts';
import { answer, attachment, call, COSTS, failure, result, second, system, user } from './support/made.ts';

const read = (...records: readonly object[]) => readLines(lines(...records), FILE);
const turns = (...records: readonly object[]) =>
  read(...records).events.flatMap((event) => {
    if (event.type === 'turn_start') return [`${event.data.turn} ${event.data.prompt ?? 'goes on'}`];
    return event.type === 'turn_end' ? [`${event.data.turn} ${event.data.outcome}`] : [];
  });
const NOTICE =
  '<task-notification>\n<task-id>a42f084269fd72b8b</task-id>\n<status>completed</status>\n<summary>Agent "Check" finished</summary>\n</task-notification>';

describe('A turn of a Claude Code session', () => {
  it('begins with a prompt and is over when the model has no more to do', () => {
    const { events, carry } = read(
      user(0, 'Fix the bug'),
      call(1, 't1', 'Bash', { command: 'ls' }),
      result(2, 't1', 'app.py'),
      answer(3, {}),
    );
    assert.deepEqual(ofType(events, 'turn_start')[0]?.data, { turn: 1, prompt: 'Fix the bug' });
    assert.deepEqual(ofType(events, 'turn_end')[0]?.data, { turn: 1, outcome: 'finished' });
    assert.equal(carry.standing.turn, 'finished');
    assert.equal(carry.standing.at, second(3));
  });

  it('is over once, though each block of the last message says so', () => {
    const blocks = [
      { type: 'thinking', thinking: 'So…' },
      { type: 'text', text: 'Done.' },
    ];
    const last = blocks.map((block) => answer(1, { request: 'r', content: [block] }));
    assert.deepEqual(turns(user(0, 'Go'), ...last), ['1 Go', '1 finished']);
  });

  it('stands open while a tool works and while the model is thought to answer', () => {
    const prompt = user(0, 'Go');
    const tool = call(1, 't1', 'Bash', { command: 'sleep 45' });
    assert.equal(read(prompt).carry.standing.turn, 'open');
    assert.equal(read(prompt, tool).carry.standing.turn, 'open');
    assert.equal(read(prompt, tool, result(2, 't1', 'ok')).carry.standing.turn, 'open');
  });

  it('was last at work when its newest line was written, wherever in the file that stands', () => {
    assert.equal(read(user(5, 'Go'), attachment(4, { type: 'queued_command' })).carry.standing.at, second(5));
  });

  it('has the number that the line tells', () => {
    const numbered = user(0, 'Go', { turnPosition: { promptIndex: 6, turnIndex: 7 } });
    assert.deepEqual(turns(numbered, answer(1, {}), user(2, 'And?')), ['7 Go', '7 finished', '8 And?']);
  });

  it('lasted as long as the program says', () => {
    const { events } = read(user(0, 'Go'), answer(1, {}), system(1, 'turn_duration', { durationMs: 1_362 }));
    assert.equal(ofType(events, 'turn_end').at(-1)?.data.duration_ms, 1_362);
  });

  it('is interrupted by a person, for the reason that the program gives', () => {
    const stop = user(2, [{ type: 'text', text: '[Request interrupted by user for tool use]' }]);
    const { events, carry } = read(user(0, 'Go'), call(1, 't1', 'Bash', { command: 'ls' }), stop);
    const told = { turn: 1, outcome: 'interrupted', reason: 'Request interrupted by user for tool use' };
    assert.deepEqual(ofType(events, 'turn_end')[0]?.data, told);
    assert.equal(carry.standing.reason, told.reason);
  });

  it('fails when the model could not be asked', () => {
    const { events, carry } = read(user(0, 'Go'), failure(1, 'API Error: 429 Too many requests'));
    const reason = 'API Error: 429 Too many requests';
    assert.deepEqual(ofType(events, 'turn_end')[0]?.data, { turn: 1, outcome: 'failed', reason });
    assert.deepEqual(ofType(events, 'error')[0]?.data, {
      message: reason,
      details: { error: 'rate_limit', status: 429 },
    });
    assert.deepEqual([carry.standing.turn, carry.standing.reason], ['failed', reason]);
    assert.deepEqual(ofType(events, 'model_call'), []);
  });

  it('is not begun by what the program does by itself or says in the person’s name', () => {
    const silent = [
      user(0, '<local-command-caveat>Caveat: run by the person</local-command-caveat>', { isMeta: true }),
      user(0, '<command-name>/clear</command-name>\n  <command-message>clear</command-message>'),
      user(0, '<local-command-stdout>Compacted</local-command-stdout>'),
      user(0, '<bash-input>git status</bash-input>'),
      user(0, 'This session is being continued from a previous conversation', { isCompactSummary: true }),
      user(0, 'Continue from where you left off.', { isMeta: true }),
      user(0, [{ type: 'text', text: '<system-reminder>Be brief.</system-reminder>' }]),
    ];
    const { events, carry } = read(...silent);
    assert.deepEqual(
      events.filter(({ type }) => type !== 'session_info'),
      [],
    );
    assert.equal(carry.standing.turn, 'none');
    assert.equal(carry.info.task, null);
  });

  it('is begun by a command that becomes a prompt', () => {
    const typed =
      '<command-message>review</command-message>\n<command-name>/review</command-name>\n<command-args>42</command-args>';
    assert.deepEqual(turns(user(0, typed)), ['1 /review 42']);
  });

  it('takes up a prompt that was typed meanwhile, without a turn of its own', () => {
    const { events } = read(
      user(0, 'Go'),
      call(1, 't1', 'Bash', { command: 'ls' }),
      attachment(2, { type: 'queued_command', prompt: 'And the tests', commandMode: 'prompt' }),
    );
    const said = ofType(events, 'log_line').filter(({ data }) => data.level === 'user');
    assert.deepEqual(
      said.map(({ data }) => data.line),
      ['Go', 'And the tests'],
    );
    assert.equal(ofType(events, 'turn_start').length, 1);
  });

  it('goes on when a hook sends the model back to work', () => {
    const hook = user(2, 'Stop hook feedback: run the tests', { isMeta: true });
    const told = turns(user(0, 'Go'), answer(1, {}), hook, call(3, 't1', 'Bash', { command: 'ls' }));
    assert.deepEqual(told, ['1 Go', '1 finished', '1 goes on']);
  });

  it('begins without a prompt when something in the background is over', () => {
    const told = turns(user(0, 'Go'), answer(1, {}), user(9, NOTICE, { origin: { kind: 'task-notification' } }));
    assert.deepEqual(told, ['1 Go', '1 finished', '2 goes on']);
    const during = turns(user(0, 'Go'), call(1, 't1', 'Bash', { command: 'ls' }), user(2, NOTICE));
    assert.deepEqual(during, ['1 Go']);
  });

  it('was interrupted when the next prompt comes though nobody told of its end', () => {
    const { events } = read(
      user(0, 'Go'),
      call(1, 't1', 'Bash', { command: 'sleep 45' }),
      result(100, 't1', '[Tool call interrupted: the session ended before this call’s result was recorded]', {
        is_error: true,
      }),
      answer(100, { model: '<synthetic>', content: [{ type: 'text', text: 'No response requested.' }] }),
      user(101, 'Try again'),
    );
    const [end] = ofType(events, 'turn_end');
    assert.deepEqual([end?.data.turn, end?.data.outcome, end?.time], [1, 'interrupted', second(100)]);
    assert.equal(ofType(events, 'turn_start').at(-1)?.data.turn, 2);
  });

  it('stands as finished after the last text of a version that never says why a message ends', () => {
    const text = { stop: null, content: [{ type: 'text', text: 'All done.' }] };
    const { events, carry } = read(user(0, 'Go'), answer(1, text));
    assert.equal(carry.standing.turn, 'finished');
    assert.deepEqual(ofType(events, 'turn_end'), []);
    assert.deepEqual(turns(user(0, 'Go'), answer(1, text), user(2, 'More')), ['1 Go', '1 finished', '2 More']);
    const tool = call(1, 't1', 'Bash', { command: 'ls' }, { request: 'r', stop: null });
    assert.equal(read(user(0, 'Go'), answer(1, { ...text, request: 'r' }), tool).carry.standing.turn, 'open');
    const cut = answer(1, { ...text, more: { isAbortedMidStream: true } });
    assert.equal(read(user(0, 'Go'), cut).carry.standing.turn, 'open');
  });
});

describe('The end of a Claude Code session', () => {
  const ends = (...records: readonly object[]) => {
    const { events, carry } = read(...records);
    return { told: ofType(events, 'session_end').map(({ data }) => data.outcome), standing: carry.standing };
  };

  it('is told by the costs that the process writes last: complete, failed or interrupted', () => {
    assert.deepEqual(ends(user(0, 'Go'), answer(1, {}), COSTS).told, ['complete']);
    assert.deepEqual(ends(user(0, 'Go'), failure(1, 'API Error'), COSTS).told, ['failed']);
    assert.deepEqual(ends(user(0, 'Go'), call(1, 't', 'Bash', {}), COSTS).told, ['interrupted']);
    assert.deepEqual(ends(user(0, 'Go'), call(1, 't', 'Bash', {})).told, []);
  });

  it('stays told when the rest of what was interrupted follows', () => {
    const partial = answer(3, { stop: null, content: [{ type: 'text', text: 'Half a sen' }] });
    const rest = [
      [result(2, 't', 'Exit code 137', { is_error: true })],
      [partial, user(3, '[Request interrupted by user]')],
    ];
    for (const after of rest) {
      const records = [user(0, 'Go'), call(1, 't', 'Bash', {}), COSTS, ...after];
      const { told, standing } = ends(...records);
      assert.equal(turns(...records).filter((each) => !each.endsWith('interrupted')).length, 1, 'nothing begins');
      assert.deepEqual([told, standing.ended, standing.turn], [['interrupted'], true, 'interrupted']);
    }
  });

  it('is taken back by the next prompt', () => {
    const { told, standing } = ends(user(0, 'Go'), answer(1, {}), COSTS, user(9, 'Go on'));
    assert.deepEqual([told, standing.ended, standing.turn], [['complete'], false, 'open']);
  });

  it('is dated by how long the process ran, where it says so', () => {
    const costs = { ...COSTS, startTime: second(-5), totalDuration: 9_000 };
    const { events } = read(user(0, 'Go'), answer(1, {}), costs);
    assert.equal(ofType(events, 'session_end')[0]?.time, second(4));
  });

  it('is told once, though the costs are written again', () => {
    const again = { ...COSTS, totalDuration: 5 };
    assert.deepEqual(ends(user(0, 'Go'), answer(1, {}), COSTS, again).told, ['complete']);
  });
});
