import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { EventData, KnownEvent } from '../../../protocol/events.ts';
import { contentHash } from '../files/contentHash.ts';
import type { ParsedFile, Version } from '../files/followJson.ts';
import { isTooDeep } from '../jsonObject.ts';
import { firstTime, parseTimestamp } from '../timestamp.ts';
import { refuseIssues } from './refusal.ts';

/** Characters of an artifact that are kept. */
const ARTIFACT_LENGTH = 256 * 1024;
const ARTIFACTS_LIMIT = 100;

const text = z.string().nullish().catch(null);

/** A field of the wrong kind counts as left out: the file has much to tell without it. */
const stateFile = z.object({
  project_name: text,
  task_description: text,
  start_time: text,
  iterations: z.number().nullish().catch(null),
  failed_attempts: z.array(z.unknown()).nullish().catch(null),
  current_phase: text,
  artifacts: z.record(z.string(), z.unknown()).nullish().catch(null),
  last_iteration_time: text,
});

/** The hash of each artifact's text as last taken in. */
export type ArtifactHashes = Readonly<Record<string, string>>;

/** The runner's checkpoint, state.json: what the session is, and the artifacts whose text changed. */
export function parseState(
  value: unknown,
  version: Version,
  before: ArtifactHashes | null,
  { session, folder }: { readonly session: string; readonly folder: string },
): ParsedFile<ArtifactHashes> {
  if (isTooDeep(value)) return { ok: false, message: inEnglish`it is nested too deeply` };
  const parsed = stateFile.safeParse(value);
  if (!parsed.success) return { ok: false, message: refuseIssues(parsed.error).message };
  const state = parsed.data;
  const dated = firstTime([state.last_iteration_time, state.start_time], { time: version.modified, clock: 'file' });
  const origin = { session, ...dated, source: 'state.json' };
  const info: KnownEvent = {
    ...origin,
    id: `state:${version.hash}:${version.modified}`,
    type: 'session_info',
    data: { ...sessionInfo(state), folder },
  };
  const events: KnownEvent[] = [info];
  const hashes: [string, string][] = [];
  for (const [name, content] of Object.entries(state.artifacts ?? {}).slice(0, ARTIFACTS_LIMIT)) {
    if (content === null || content === '') continue;
    const full = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    const hash = contentHash(full);
    hashes.push([name, hash]);
    if (before !== null && Object.hasOwn(before, name) && before[name] === hash) continue;
    const data = { name, text: full.slice(0, ARTIFACT_LENGTH) };
    events.push({ ...origin, id: `artifact:${name}:${hash}:${version.modified}`, type: 'artifact', data });
  }
  return { ok: true, events, memory: Object.fromEntries(hashes) };
}

function sessionInfo(state: z.infer<typeof stateFile>): EventData['session_info'] {
  const startedAt = parseTimestamp(state.start_time);
  return {
    ...(state.project_name == null ? {} : { project: state.project_name }),
    ...(state.task_description == null ? {} : { task: state.task_description }),
    ...(startedAt === null ? {} : { started_at: startedAt }),
    ...(state.iterations == null ? {} : { iterations: state.iterations }),
    ...(state.current_phase == null ? {} : { phase: state.current_phase }),
    ...(state.failed_attempts == null ? {} : { failed_attempts: state.failed_attempts.length }),
  };
}
