/**
 * What Lighthouse says of the page on a phone, from a real server: `npm run bench -- lighthouse`. The start with sessions in it,
 * and a session, three times each. It fails where a figure is below what is asked. Lighthouse is installed for it the first time.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { recordedHome } from '../support/agentRecordings.ts';
import { RECORDED_ROOT, RECORDED_SESSION } from '../support/browser/recordedSession.ts';
import { startServer } from '../support/runServer.ts';
import { untilIndexed } from '../support/sessions.ts';

const FOLDER = join(import.meta.dirname, '../lighthouse');
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
/** The least that is good enough, of 100. */
const WANTED = 95;
const RUNS = 3;

interface Audit {
  readonly title: string;
  readonly score: number | null;
  readonly displayValue?: string;
}

interface Report {
  readonly categories: Readonly<
    Record<string, { readonly score: number; readonly auditRefs: readonly { readonly id: string }[] }>
  >;
  readonly audits: Readonly<Record<string, Audit>>;
}

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'livestream-lighthouse-'));
await install();
const server = await startServer({
  roots: [RECORDED_ROOT],
  args: ['--claude-dir', recordedHome('claude', 'subagents')],
});
const reports: (readonly [string, Report])[] = [];
try {
  await untilIndexed(server);
  for (const [name, place] of [
    ['Now', ''],
    ['a session', `#session=${RECORDED_SESSION}`],
  ] as const)
    reports.push([name, await lookOften(place)]);
} finally {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
const figures = reports.map(([name, { categories }]) => ({
  name,
  scores: CATEGORIES.map((id) => Math.round(categories[id]!.score * 100)),
}));
for (const { name, scores } of figures)
  console.log(`${name}, of 100: ${CATEGORIES.map((category, index) => `${category} ${scores[index]}`).join(', ')}`);
for (const [name, report] of reports) for (const line of whatIsWrong(report)) console.log(`${name}: ${line}`);
console.log(JSON.stringify(figures));
if (figures.some(({ scores }) => scores.some((score) => score < WANTED))) {
  console.error(`Less than ${WANTED} of 100.`);
  process.exitCode = 1;
}

/** Installs what is locked, when it is missing or other. */
async function install(): Promise<void> {
  const stamp = join(FOLDER, 'node_modules/.installed-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (read(stamp) === lock) return;
  console.error('Installing Lighthouse…');
  const shell = process.platform === 'win32';
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER, shell });
  writeFileSync(stamp, lock);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The run in the middle by its performance: what else the machine does weighs on each. */
async function lookOften(place: string): Promise<Report> {
  const runs: Report[] = [];
  for (let n = 0; n < RUNS; n++) runs.push(await look(place));
  const performance = ({ categories }: Report): number => categories['performance']!.score;
  return runs.sort((a, b) => performance(a) - performance(b))[RUNS >> 1]!;
}

/** One run, in a browser of its own. Its phone profile is Lighthouse's default. */
async function look(place: string): Promise<Report> {
  const output = join(scratch, 'report.json');
  await run(
    process.execPath,
    [
      join(FOLDER, 'node_modules/lighthouse/cli/index.js'),
      `${server.url}${place}`,
      '--output=json',
      `--output-path=${output}`,
      `--only-categories=${CATEGORIES.join(',')}`,
      '--chrome-flags=--headless=new --no-sandbox',
      '--no-enable-error-reporting',
      '--quiet',
    ],
    { env: { ...process.env, CHROME_PATH: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' } },
  );
  return JSON.parse(readFileSync(output, 'utf8')) as Report;
}

function whatIsWrong({ categories, audits }: Report): readonly string[] {
  const ids = CATEGORIES.flatMap((id) => categories[id]!.auditRefs.map((each) => each.id));
  return [...new Set(ids)]
    .map((id) => audits[id]!)
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ title, score, displayValue }) => `${title} (${score}${displayValue ? `, ${displayValue}` : ''})`);
}
