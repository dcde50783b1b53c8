import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { testJournal, testSource } from './support/world.ts';

type Action =
  | { readonly kind: 'append'; readonly lines: number; readonly cut: number; readonly wide: number }
  | { readonly kind: 'truncate'; readonly keep: number }
  | { readonly kind: 'replace'; readonly lines: number }
  | { readonly kind: 'copy' | 'away' | 'back' | 'restart' };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      lines: fc.nat(6),
      cut: fc.nat(60),
      wide: fc.nat(400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('truncate' as const), keep: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), lines: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...(['copy', 'away', 'back', 'restart'] as const).map((kind) => ({ kind }))),
  },
);

/** What a reader must have seen: it continues while the file still begins with what was read, else it begins anew. */
class Model {
  content = '';
  /** Written later: the rest of a line that was cut. */
  pending = '';
  present = true;
  private read = '';
  readonly seen: number[] = [];

  look(): void {
    if (!this.present) return;
    if (!this.content.startsWith(this.read)) this.read = '';
    const end = this.content.lastIndexOf('\n') + 1;
    if (end <= this.read.length) return;
    for (const line of this.content.slice(this.read.length, end).split('\n')) {
      const n = /^\{"type":"n","data":\{"n":(\d+),"w":"x*"\}\}$/.exec(line)?.[1];
      if (n !== undefined) this.seen.push(Number(n));
    }
    this.read = this.content.slice(0, end);
  }
}

describe('Whatever happens to a file', () => {
  it('nothing is lost and nothing is doubled, over restarts too', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
        const root = mkdtempSync(join(tmpdir(), 'livestream-actions-'));
        const file = join(root, 'logs/events/s/events.jsonl');
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, '');
        const journal = testJournal();
        let source = testSource(journal, root);
        await source.start();
        const model = new Model();
        let count = 0;
        const lines = (number: number, wide = 0) =>
          Array.from({ length: number }, () => `{"type":"n","data":{"n":${count++},"w":"${'x'.repeat(wide)}"}}\n`).join(
            '',
          );
        try {
          for (const each of actions) {
            // Each step is one system call, so that whoever reads in between sees what the model sees.
            if (each.kind === 'restart') {
              await source.stop();
              source = testSource(journal, root);
              await source.start();
            } else if (each.kind === 'back' && !model.present) {
              renameSync(`${file}.away`, file);
              model.present = true;
            } else if (model.present && existsSync(file)) {
              step(each, file, model, lines);
            }
            await source.rescan();
            model.look();
            const seen = journal.events.map((event) => (event.data as { n: number }).n);
            assert.deepEqual(seen, model.seen);
          }
        } finally {
          await source.stop();
          rmSync(root, { recursive: true, force: true });
        }
      }),
      { numRuns: 60 },
    );
  });
});

function step(each: Action, file: string, model: Model, lines: (number: number, wide?: number) => string): void {
  switch (each.kind) {
    case 'append': {
      const text = model.pending + lines(each.lines, each.wide);
      const now = text.slice(0, Math.max(0, text.length - each.cut));
      model.pending = text.slice(now.length);
      appendFileSync(file, now);
      model.content += now;
      return;
    }
    case 'truncate': {
      const keep = Math.floor((model.content.length * each.keep) / 100);
      truncateSync(file, keep);
      model.content = model.content.slice(0, keep);
      model.pending = '';
      return;
    }
    case 'replace': {
      model.content = lines(each.lines);
      model.pending = '';
      writeFileSync(`${file}.new`, model.content);
      renameSync(`${file}.new`, file);
      return;
    }
    case 'copy':
      copyFileSync(file, `${file}.new`);
      renameSync(`${file}.new`, file);
      return;
    case 'away':
      renameSync(file, `${file}.away`);
      model.present = false;
      return;
    case 'back':
    case 'restart':
  }
}
