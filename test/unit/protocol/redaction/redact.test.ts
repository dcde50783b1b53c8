import assert from 'node:assert/strict';
import { redact, redactJson, Redactor } from '../../../../src/protocol/redaction/redact.ts';

/** As random as a key, and never the same part twice. No real key: it is made here, and from parts no scanner knows. */
const R = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1hJ3kL5mN7pQ9rS1tU3vW5xY7zA9bC1dE3fG5hJ7kL9m';
const HEX = 'a3f19c07d52e8b46f0917c3da5e2846bb1d07f3c9e5a2846';
const rnd = (length: number): string => R.slice(0, length);

/** What a provider gives out, and what it is called. */
const KEYS: readonly (readonly [name: string, key: string])[] = [
  ['Anthropic key', `sk-ant-api03-${rnd(90)}AA`],
  ['Anthropic key', `sk-ant-oat01-${rnd(90)}`],
  ['OpenAI key', `sk-proj-${rnd(80)}`],
  ['OpenAI key', `sk-svcacct-${rnd(80)}`],
  ['API key', `sk-${rnd(48)}`],
  ['OpenRouter key', `sk-or-v1-${HEX}`],
  ['Google API key', `AIza${rnd(35)}`],
  ['Google token', `ya29.${rnd(60)}`],
  ['Google client secret', `GOCSPX-${rnd(28)}`],
  ['xAI key', `xai-${rnd(80)}`],
  ['Groq key', `gsk_${rnd(52)}`],
  ['Hugging Face token', `hf_${rnd(34)}`],
  ['Replicate token', `r8_${rnd(37)}`],
  ['Perplexity key', `pplx-${rnd(48)}`],
  ['NVIDIA key', `nvapi-${rnd(64)}`],
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => ['GitHub token', `${prefix}${rnd(36)}`] as const),
  ['GitHub token', `github_pat_${rnd(22)}_${rnd(59)}`],
  ['GitLab token', `glpat-${rnd(20)}`],
  ['AWS key id', 'AKIA7QZ2M4XW9K3LP6VT'],
  ['AWS key id', 'ASIA7QZ2M4XW9K3LP6VT'],
  ...['xoxb-', 'xoxp-', 'xoxa-', 'xoxe-', 'xoxr-', 'xoxs-'].map(
    (prefix) => ['Slack token', `${prefix}2482093847-${rnd(24)}`] as const,
  ),
  ['Stripe key', `sk_${'live'}_${rnd(24)}`],
  ['Stripe key', `rk_${'test'}_${rnd(24)}`],
  ['npm token', `npm_${rnd(36)}`],
  ['PyPI token', `pypi-AgEIcHlwaS5vcmc${rnd(80)}`],
  ['SendGrid key', `SG.${rnd(22)}.${rnd(43)}`],
  ['Docker token', `dckr_pat_${rnd(27)}`],
  ['DigitalOcean token', `dop_v1_${HEX}${HEX.slice(0, 16)}`],
  ['JWT', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${rnd(43)}`],
  ['secret', rnd(43)],
];

/** Whole texts, and how they leave. */
const MASKED: readonly (readonly [text: string, shown: string])[] = [
  [`POST https://hooks.slack.com/services/T024BE7LD/B024BE7LD/${rnd(24)} ok`, 'POST https://[Slack webhook hidden] ok'],
  ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ7pLmN2s4', 'aws_secret_access_key = [key hidden]'],
  [
    `AccountName=files;AccountKey=${rnd(86)}==;EndpointSuffix=x`,
    'AccountName=files;AccountKey=[key hidden];EndpointSuffix=x',
  ],
  [
    'Server=tcp:db,1433;User ID=sa;Password=Corr3ct!;Encrypt=True',
    'Server=tcp:db,1433;User ID=sa;Password=[password hidden];Encrypt=True',
  ],
  [
    `https://files.example/x?sv=2024&sig=${rnd(30)}%3D&se=1`,
    'https://files.example/x?sv=2024&sig=[signature hidden]&se=1',
  ],
  [`Authorization: Bearer ${rnd(20)}`, 'Authorization: Bearer [credential hidden]'],
  ["-H 'Authorization: Basic dXNlcjpwYXNz'", "-H 'Authorization: Basic [credential hidden]'"],
  [`{"authorization":"token ${HEX.slice(0, 40)}"}`, '{"authorization":"[credential hidden]"}'],
  [`x-api-key: ${rnd(20)}`, 'x-api-key: [key hidden]'],
  [`got Bearer ${rnd(24)} from it`, 'got Bearer [credential hidden] from it'],
  ['export DB_PASSWORD=hunter2', 'export DB_PASSWORD=[password hidden]'],
  ['DB_PASSWORD_PROD="two words" next', 'DB_PASSWORD_PROD="[password hidden]" next'],
  ['{"password": "hun\\"ter2", "user": "me"}', '{"password": "[password hidden]", "user": "me"}'],
  ['{\\"passwd\\":\\"hunter2\\",\\"user\\":\\"me\\"}', '{\\"passwd\\":\\"[password hidden]\\",\\"user\\":\\"me\\"}'],
  ['db:\n  user: me\n  password: letmein\n  port: 5', 'db:\n  user: me\n  password: [password hidden]\n  port: 5'],
  ['client_secret: "x"', 'client_secret: "[secret hidden]"'],
  ['?user=me&token=abc123&page=2', '?user=me&token=[token hidden]&page=2'],
  ['password := "hunter2"', 'password := "[password hidden]"'],
  ["'api_key' => 'abc123'", "'api_key' => '[key hidden]'"],
  ['if (password === "hunter2") {', 'if (password === "[password hidden]") {'],
  ['mysql --user root --password hunter2 -e x', 'mysql --user root --password [password hidden] -e x'],
  ['curl -u admin:hunter2 https://x', 'curl -u admin:[password hidden] https://x'],
  ['<password>hunter2</password>', '<password>[password hidden]</password>'],
  ['postgres://bob:hunter2@db:5432/app', 'postgres://bob:[password hidden]@db:5432/app'],
  ['redis://:hunter2@cache', 'redis://:[password hidden]@cache'],
  [`https://${HEX.slice(0, 40)}@git.example/x`, 'https://[token hidden]@git.example/x'],
  ['//registry.npmjs.org/:_authToken=abc-123', '//registry.npmjs.org/:_authToken=[token hidden]'],
  [`GITHUB_TOKEN=ghp_${rnd(36)}`, 'GITHUB_TOKEN=[GitHub token hidden]'],
  [`a \u001b[1;31mghp_\u001b[0m${rnd(36)} b`, 'a [GitHub token hidden] b'],
  [
    `\u001b]8;;https://x/?token=abc123\u0007link\u001b]8;;\u0007`,
    '\u001b]8;;https://x/?token=[token hidden]\u0007link\u001b]8;;\u0007',
  ],
  [`curl -H 'Authorization: Bearer ghp_abcdef…`, "curl -H 'Authorization: Bearer [GitHub token hidden]"],
  [`key sk-proj-abcdef...`, 'key [OpenAI key hidden]...'],
  [`Cookie: livestream_8080=${rnd(43)}`, 'Cookie: livestream_8080=[token hidden]'],
  [`http://192.0.2.7:8080/pair?code=K7QM2XWP`, 'http://192.0.2.7:8080/pair?code=[token hidden]'],
  [`http://192.0.2.7:8080/link/${rnd(43)}`, 'http://192.0.2.7:8080/link/[token hidden]'],
  ['a -----BEGIN RSA PRIVATE KEY-----\nMIIx\n-----END RSA PRIVATE KEY----- b', 'a [private key hidden] b'],
  ['{"key":"-----BEGIN PRIVATE KEY-----\\nMIIx\\n-----END PRIVATE KEY-----\\n"}', '{"key":"[private key hidden]\\n"}'],
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNza', '[private key hidden]'],
];

const UNTOUCHED = [
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'session 550e8400-e29b-41d4-a716-446655440000',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '"integrity": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="',
  'Screenshot-2026-11-23-at-00.25.04-Weather-App-Dashboard-iVBORw0KGgo.png',
  '/home/dev/projects/WeatherApp2/src/components/Dashboard/token/password/Chart.tsx:12',
  'tokens: 1200',
  'max_tokens=4096',
  'total tokens: 18,204 (input_tokens=12, output_tokens=99)',
  'token_count: 12',
  'token: 1200',
  'password: ',
  'password:',
  'password = getPassword()',
  'password = await readPassword(prompt);',
  'const token = process.env.GITHUB_TOKEN;',
  "token = os.environ['TOKEN']",
  'login(user=user, password=password)',
  'connect({ password: config.db.password })',
  'password: string;',
  'apiKey?: string,',
  'password=$DB_PASSWORD',
  'password=${{ secrets.DB }}',
  'token: <your token>',
  'password: ********',
  'Password: must be at least 8 characters',
  'Invalid token: expected a string',
  'SyntaxError: Unexpected token } in JSON at position 4',
  'secrets: inherit',
  'token=/run/secrets/token',
  'Basic internationalization and bearer-token authentication',
  'task-list for sk-SK, hf_model, npm_config_registry and AC1234',
  'https://example.com:8443/@scope/package?x=a@b.c',
  'git@github.com:owner/repository.git',
  'password reset mail sent to a@b.c',
  '-----BEGIN CERTIFICATE-----',
  'MIIB',
  'weatherapplicationdashboardpanels2026',
  '/home/dev/WeatherApp2/src/components/Dashboard/panels/charts/Series',
];

describe('What leaves for people who see no secrets', () => {
  for (const [name, key] of KEYS) {
    it(`says "${name}" instead of ${key.slice(0, 9)}…`, () => {
      assert.equal(redact(`before ${key} after`), `before [${name} hidden] after`);
      assert.equal(redact(`"${key}"`), `"[${name} hidden]"`);
    });
  }

  for (const [text, shown] of MASKED) {
    it(`masks ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(redact(text), shown);
      assert.equal(redact(shown), shown);
    });
  }

  for (const text of UNTOUCHED)
    it(`keeps ${JSON.stringify(text.slice(0, 60))}`, () => assert.equal(redact(text), text));

  it('masks every text in JSON, names of fields and values of fields with telling names', () => {
    const given = {
      a: [`x ghp_${rnd(36)}`],
      [`AIza${rnd(35)}`]: 1,
      password: 'let me in',
      max_tokens: 4096,
      token: null,
    };
    assert.deepEqual(redactJson(given), {
      a: ['x [GitHub token hidden]'],
      '[Google API key hidden]': 1,
      password: '[password hidden]',
      max_tokens: 4096,
      token: null,
    });
  });

  it('gives up on JSON that is nested without end, and not the whole server', () => {
    let deep: unknown = 'password=hunter2';
    for (let n = 0; n < 5_000; n++) deep = [deep];
    assert.doesNotMatch(JSON.stringify(redactJson(deep)), /hunter2/);
  });

  it('masks a private key that comes line by line, and not the lines of others between', () => {
    const lines = [
      'cat key.pem',
      '-----BEGIN EC PRIVATE KEY-----',
      'MHcCAQEEIJ3v1k2Pq8rT5sW7xZ0aB4cD6eF9gH1iJ3kL5mN7oP9qoAoGCCqGSM49',
      'Running the tests',
      '   2\tAwEHoUQDQgAEx1y2z3A4b5C6d7E8f9G0h1I2j3K4l5M6n7O8p9Q0r1S2t3U4v5W6',
      'x7Y8zQ==',
      '-----END EC PRIVATE KEY-----',
      'EC keys are short',
    ];
    const redactor = new Redactor();
    assert.deepEqual(
      lines.map((line) => redactor.text(line)),
      [
        lines[0],
        '[private key hidden]',
        '[private key hidden]',
        lines[3],
        '   2\t[private key hidden]',
        '[private key hidden]',
        lines[6],
        lines[7],
      ],
    );
    assert.equal(new Redactor(lines.slice(0, 4)).text(lines[5]!), '[private key hidden]');
    assert.equal(new Redactor(lines).text('x7Y8zQ=='), 'x7Y8zQ==');
    assert.equal(redact(lines[2]!), '[random text hidden]');
  });
});
