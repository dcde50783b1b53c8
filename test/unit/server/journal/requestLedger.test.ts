import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { NO_TOKENS } from '../../../../src/protocol/events.ts';
import type { KnownOf } from '../../../../src/protocol/events.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { openJournal } from '../../../../src/server/journal/journal.ts';
import { SessionStore } from '../../../../src/server/store/store.ts';

const SESSIONS = ['a', 'b', 'c', 'd'];
const REQUESTS = ['r1', 'r2', 'r3', 'r4'];
/** Requests of models without a price. */
const UNPRICED = new Set(['r4']);

interface Telling {
  readonly session: string;
  readonly request: string;
  readonly output: number;
  readonly copied: boolean;
}

type Step =
  | { readonly do: 'tell'; readonly telling: Telling; readonly by: 'transcript' | 'telemetry' }
  | { readonly do: 'sum up' | 'open'; readonly sessions: readonly string[] };

function call({ session, request, output, copied }: Telling, source = 'transcript'): KnownOf<'model_call'> {
  const cost_usd = UNPRICED.has(request) ? null : output / 4;
  const data = { ...NO_TOKENS, output, model: 'm', cost_usd, request, ...(copied && { copied }) };
  const id = `${source}:${request}:${output}`;
  return { session, id, time: 1, clock: 'producer', source, type: 'model_call', data };
}

/** Who made each request: none of the others tells of it as its own. */
const OWNERS: Readonly<Record<string, string>> = { r1: 'a', r2: 'b', r3: 'a', r4: 'c' };

const telling: fc.Arbitrary<Telling> = fc
  .record({ session: fc.constantFrom(...SESSIONS), request: fc.constantFrom(...REQUESTS), output: fc.nat(20) })
  .map((each) => ({ ...each, copied: OWNERS[each.request] !== each.session }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tell' as const), telling, by: fc.constantFrom('transcript', 'telemetry') }) }, // prettier-ignore
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sum up', 'open'), sessions: fc.uniqueArray(fc.constantFrom(...SESSIONS), { minLength: 1 }) }) }, // prettier-ignore
);

/** A server's journal and list, with transcripts that grow, are summed up, and are opened. */
function machine(folder: string) {
  const journal = openJournal(join(folder, 'journal.sqlite'), 1);
  const store = new SessionStore(journal, (error) => assert.fail(String(error)));
  const files = new Map<string, Telling[]>(SESSIONS.map((session) => [session, []]));
  const followed = new Set<string>();
  const take = ({ events, rows }: ReturnType<typeof journal.append>): void => {
    store.forget(rows);
    store.apply(events);
  };
  const append = (calls: readonly KnownOf<'model_call'>[]): void =>
    take(journal.append({ events: calls, cursors: [] }));
  const open = (session: string): void => {
    if (followed.has(session)) return;
    followed.add(session);
    append(files.get(session)!.map((each) => call(each)));
  };
  return {
    store,
    tell(told: Telling, by: 'transcript' | 'telemetry') {
      if (by === 'telemetry') open(told.session);
      else files.get(told.session)!.push(told);
      if (followed.has(told.session)) append([call(told, by)]);
    },
    sumUp(sessions: readonly string[]) {
      const summed = sessions.filter((session) => !followed.has(session));
      const largest = (session: string): KnownOf<'model_call'>[] =>
        [...Map.groupBy(files.get(session)!, ({ request }) => request).values()].map((told) =>
          call(told.reduce((a, b) => (b.output > a.output ? b : a))),
        );
      const found = summed.map((session) => ({
        summary: summarize(initialState(session)),
        calls: largest(session),
        files: [],
      }));
      take(journal.index(found));
    },
    open,
    used: (session: string) => {
      const { tokens, cost } = store.summary(session) ?? summarize(initialState(session));
      return { tokens, usd: cost.usd ?? 0, unpriced: cost.unpricedTokens };
    },
    close: () => journal.close(),
  };
}

describe('However often a request is told of, by whichever sessions and in whichever order,', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'livestream-ledger-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('all sessions together used what each request used at last, once, and lists say what the sessions say', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        rmSync(join(folder, 'journal.sqlite'), { force: true });
        const server = machine(folder);
        const largest = new Map<string, number>();
        try {
          for (const each of steps) {
            if (each.do === 'tell') {
              const { request, output } = each.telling;
              largest.set(request, Math.max(largest.get(request) ?? 0, output));
              server.tell(each.telling, each.by);
            } else if (each.do === 'sum up') server.sumUp(each.sessions);
            else each.sessions.forEach((session) => server.open(session));
          }
          server.sumUp(SESSIONS);
          const listed = SESSIONS.map((session) => server.used(session));
          const sum = (pick: (used: (typeof listed)[number]) => number): number =>
            listed.reduce((all, used) => all + pick(used), 0);
          const all = [...largest].reduce((used, [, output]) => used + output, 0);
          const unpriced = largest.get('r4') ?? 0;
          assert.deepEqual(
            { tokens: sum(({ tokens }) => tokens), unpriced: sum((used) => used.unpriced), usd: sum(({ usd }) => usd) },
            { tokens: all, unpriced, usd: (all - unpriced) / 4 },
          );
          SESSIONS.forEach((session) => server.open(session));
          assert.deepEqual(SESSIONS.map((session) => server.used(session)), listed); // prettier-ignore
        } finally {
          server.close();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a fork gives what it copied to the session that made it, also when only its line in the list is kept', () => {
    const server = machine(folder);
    server.tell({ session: 'd', request: 'r1', output: 5, copied: true }, 'transcript');
    server.sumUp(['d']);
    assert.equal(server.used('d').tokens, 5);
    server.tell({ session: 'a', request: 'r1', output: 7, copied: false }, 'telemetry');
    assert.deepEqual([server.used('d').tokens, server.used('a').tokens], [0, 7]);
    server.open('d');
    assert.deepEqual([server.used('d').tokens, server.used('a').tokens], [0, 7]);
    server.close();
  });
});
