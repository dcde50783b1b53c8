import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import { AlertWorld } from './support/alertWorld.ts';

const SOURCES = join(import.meta.dirname, '../sources');
const HOUR = 3_600_000;

interface Recording {
  readonly name: string;
  /** What the recording's files tell, in order of time. */
  readonly events: readonly SessionEvent[];
}

function recordingsIn(folder: string): readonly Recording[] {
  return readdirSync(join(SOURCES, folder)).map((file) => {
    const events = JSON.parse(readFileSync(join(SOURCES, folder, file), 'utf8')) as SessionEvent[];
    return { name: `${folder.split('/')[0]!} ${file}`, events: events.toSorted((a, b) => a.time - b.time) };
  });
}

const RECORDINGS = ['claudeCode/golden', 'codex/golden', 'golden'].flatMap(recordingsIn);

/** Where a session is told of more, or otherwise, than by one alert at its end. */
const EXPECTED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'claudeCode api_failure.json': [['failed']],
  'claudeCode compact_reactive.json': [['context', 'finished']],
  'claudeCode long.json': [['context', 'context', 'finished']],
  // Nobody told of the end of the process: after a while the silence is told of.
  'claudeCode sigkill_streaming.json': [['stalled']],
  // A tool was running, which explains the silence.
  'claudeCode sigkill_tool.json': [[]],
  'codex sigkill_tool.json': [[]],
  // Each run is one that ended.
  'claudeCode resume.json': [['finished', 'finished'], ['finished', 'finished']], // prettier-ignore
  'codex resume.json': [['finished', 'finished', 'finished'], ['finished']],
  'codex fork.json': [['finished', 'finished'], ['finished'], ['finished']],
  'codex api_error_429.json': [['failed']],
  'codex usage_limit.json': [['failed']],
  'codex auto_compact.json': [['context', 'context', 'finished']],
  'codex long.json': [['context', 'context', 'finished']],
  // A person sat before it: its turns took seconds, and it still waits for the next prompt.
  'codex tui_session.json': [[]],
};

function expectedOf({ name, events }: Recording): readonly (readonly string[])[] {
  const sessions = new Set(events.map(({ session }) => session));
  return EXPECTED[name] ?? [...sessions].map(() => ['finished']);
}

function play({ events }: Recording, tell: (world: AlertWorld, event: SessionEvent, index: number) => void) {
  const world = new AlertWorld(events[0]!.time);
  try {
    for (const [index, event] of events.entries()) {
      world.timers.goTo(event.time);
      tell(world, event, index);
    }
    world.timers.pass(HOUR);
    const sessions = [...new Set(events.map(({ session }) => session))];
    for (const session of sessions) {
      const ids = world.events(session).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
    }
    return sessions.map((session) => world.rules(session));
  } finally {
    world.end();
  }
}

describe('of a recorded session', () => {
  it('there are recordings of each program', () => assert.ok(RECORDINGS.length > 35));

  for (const recording of RECORDINGS) {
    const { name, events } = recording;
    it(`${name} is told exactly what matters`, () => {
      assert.deepEqual(play(recording, (world, event) => world.commit(event)), expectedOf(recording)); // prettier-ignore
    });

    it(`${name} nothing is told twice, although all is read twice and the server is killed now and then`, () => {
      const stops = new Set([0.3, 0.6, 0.9].map((part) => Math.floor(events.length * part)));
      const told = play(recording, (world, event, index) => {
        world.commit(event, event);
        if (!stops.has(index)) return;
        world.restart();
        world.commit(...events.slice(0, index + 1));
      });
      assert.deepEqual(told, expectedOf(recording));
    });

    it(`${name} nothing is told when it is history that is read`, () => {
      const world = new AlertWorld(events.at(-1)!.time + HOUR);
      try {
        world.commit(...events);
        world.restart();
        world.timers.pass(HOUR);
        for (const { session } of events.slice(0, 1)) assert.deepEqual(world.rules(session), []);
      } finally {
        world.end();
      }
    });
  }
});
