import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact, redactJson } from '../../../../src/protocol/redaction/redact.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number, alphabet = LETTERS): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** The part of a secret that nobody may read, in what a provider makes of it. */
const provided = fc
  .tuple(
    fc.constantFrom(
      'ghp_',
      'github_pat_',
      'sk-ant-api03-',
      'sk-proj-',
      'AIza',
      'hf_',
      'gsk_',
      'glpat-',
      'xoxb-',
      'npm_',
    ),
    random(52),
  )
  .map(([prefix, secret]) => ({ secret, key: prefix + secret }));

/** What a person or a program would choose as a password: no word of a language. */
const password = fc
  .tuple(random(6), fc.constantFrom('', '!', '-', '+', '/', '='), random(6, '0123456789'))
  .map((all) => all.join(''));

/** Around a key stands anything that is not a part of it. */
const around = fc.string({ maxLength: 30 }).map((text) => text.replace(/[\w+/=.-]/g, ' '));
const place = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => JSON.stringify({ line: text }),
  (text) => JSON.stringify(JSON.stringify({ line: text })),
  (text) => `\u001b[32m${text}\u001b[0m`,
  (text) => `2026-11-23 00:25:04 INFO ${text}\nnext line`,
);

const assignment = fc.constantFrom<(name: string, value: string) => string>(
  (name, value) => `export ${name.toUpperCase()}=${value}`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `${name} = "${value}"`,
  (name, value) => `{"${name}":"${value}","next":1}`,
  (name, value) => `{'${name}': '${value}'}`,
  (name, value) => `https://x.example/y?a=1&${name}=${value}&b=2`,
  (name, value) => `run --${name.replaceAll('_', '-')} ${value} --fast`,
  (name, value) => `<${name}>${value}</${name}>`,
  (name, value) => `const ${name} = '${value}';`,
  (_, value) => `postgres://me:${encodeURIComponent(value)}@db/x`,
  (_, value) => `Authorization: Bearer ${value}`,
);
const name = fc.constantFrom(
  'password',
  'db_password',
  'passwd',
  'client_secret',
  'api_key',
  'access_token',
  'auth_token',
);

describe('A secret that was planted', () => {
  it('is in no text that leaves, whatever stands around a key', () => {
    fc.assert(
      fc.property(provided, around, around, place, ({ secret, key }, before, after, put) => {
        assert.ok(!redact(put(`${before}${key}${after}`)).includes(secret));
      }),
      { numRuns: 500 },
    );
  });

  it('is in no text that leaves, however it is assigned', () => {
    fc.assert(
      fc.property(name, password, assignment, place, (named, value, assign, put) => {
        assert.ok(!redact(put(assign(named, value))).includes(value));
      }),
      { numRuns: 500 },
    );
  });

  it('is in no JSON that leaves, at no depth, as value and as name', () => {
    fc.assert(
      fc.property(fc.jsonValue(), provided, (beside, { secret, key }) => {
        const told = JSON.stringify(redactJson({ a: [{ [key]: [key] }, { token: secret }, beside] }));
        assert.ok(!told.includes(secret));
      }),
    );
  });

  it('takes nothing else with it: JSON without secrets stays as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => assert.deepEqual(redactJson(value), value)),
      { numRuns: 300 },
    );
  });

  it('is not needed to say twice: what was masked once stays', () => {
    fc.assert(
      fc.property(name, password, assignment, (named, value, assign) => {
        const once = redact(assign(named, value));
        assert.equal(redact(once), once);
      }),
    );
  });
});

/** Half a million characters of each: what grew faster than its text would not come to its end within this test. */
const HOSTILE = [
  ...[
    'a',
    'A',
    '1',
    ' ',
    '-',
    '_',
    '\\',
    '"',
    'aB3-',
    '\u001b[',
    '\u001b]8;;',
    'eyJ-',
    '-eyJ',
    'eyJa.',
    'AKIA',
    'sk-',
    'sk-proj-',
  ],
  ...[
    'ghp_',
    'xox',
    'xoxb-',
    '://a:',
    '://a',
    '://a@',
    'Bearer ',
    'authorization: bearer ',
    'password=$(',
    'password="',
  ],
  ...[
    '"password=\\"',
    "password='\\",
    'password: ',
    'password ',
    'password=a.',
    'password=(',
    'token=[',
    '--token ',
    '<token>',
  ],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\n-----END ',
    '-u a:',
    '12345678:AA',
    '…',
    'sk-aaaaaa',
    ';a=',
    ',a=',
  ],
];

describe('A text that is made to keep the server busy', () => {
  for (const unit of HOSTILE) {
    it(`of ${JSON.stringify(unit)} over and over comes to its end`, () => {
      assert.ok(redact(unit.repeat(500_000 / unit.length)).length > 0);
      assert.ok(redact(`password=${unit.repeat(500_000 / unit.length)}`).length > 0);
    });
  }
});
