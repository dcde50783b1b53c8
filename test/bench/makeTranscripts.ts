/** Writes many transcripts from recorded ones, with ids of their own: `node makeTranscripts.ts <folder> <files> [<days>]`. */
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

const RECORDINGS = join(import.meta.dirname, '../fixtures/claude');
/** Sessions of one project. */
const SESSIONS_PER_PROJECT = 100;

/** Writes about `files` transcripts of Claude Code into `folder`, and returns their bytes. The newest is an hour old. */
export function makeTranscripts(folder: string, files: number, days = 30): number {
  const recorded = recordings();
  const started = Date.now();
  let bytes = 0;
  for (let index = 0; index < files; index++) {
    const text = recorded[index % recorded.length]!;
    const session = randomUUID();
    const project = join(folder, 'projects', `-work-project-${Math.floor(index / SESSIONS_PER_PROJECT)}`);
    if (index % SESSIONS_PER_PROJECT === 0) mkdirSync(project, { recursive: true });
    const known = /"sessionId":"([^"]+)"/.exec(text)![1]!;
    const mark = index.toString(36).padStart(6, '0');
    const own = text
      .replaceAll(known, session)
      .replaceAll(/"(msg|req|toolu)_01.{6}/g, `"$1_${mark}${mark.slice(4)}`)
      .replaceAll('/home/dev/run/', `/work/project-${index % 50}/`);
    const path = join(project, `${session}.jsonl`);
    writeFileSync(path, own);
    const modified = (started - 3_600_000 - (index / files) * days * 86_400_000) / 1000;
    utimesSync(path, modified, modified);
    bytes += Buffer.byteLength(own);
  }
  return bytes;
}

function recordings(): string[] {
  const found: string[] = [];
  for (const scenario of readdirSync(RECORDINGS)) {
    const projects = join(RECORDINGS, scenario, 'config', 'projects');
    for (const project of statSync(projects, { throwIfNoEntry: false }) ? readdirSync(projects) : []) {
      const names = readdirSync(join(projects, project)).filter((name) => name.endsWith('.jsonl'));
      found.push(...names.map((name) => readFileSync(join(projects, project, name), 'utf8')));
    }
  }
  return found;
}

if (process.argv[1] === import.meta.filename) {
  const [folder, files, days] = process.argv.slice(2);
  const bytes = makeTranscripts(folder!, Number(files), days === undefined ? undefined : Number(days));
  console.log(`${files} transcripts, ${Math.round(bytes / 1e6)} MB`);
}
