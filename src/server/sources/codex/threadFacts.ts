/** What a thread is and how it runs: its first line, and the settings of each turn. */
import { parseTimestamp } from '../timestamp.ts';
import { shortened } from '../oneLine.ts';
import { fieldsOf, numberOf, textOf, type Fields } from '../values.ts';
import { noteAgentStatus, noteAgentThread } from './agents.ts';
import { isOwnTurn } from './copiedHistory.ts';
import type { LineReading } from './lineReading.ts';
import { lastPart } from './texts.ts';

const NAME_LENGTH = 200;
const PATH_LENGTH = 4_000;

export function startThread(reading: LineReading): void {
  const { payload, time } = reading.line;
  const id = textOf(payload['id']);
  if (id !== null && id !== reading.thread) {
    // The first line of the thread whose history is copied here.
    if (!reading.carry.foreign) reading.remember({ foreign: true });
    return;
  }
  if (reading.carry.entry !== null) return;
  const createdAt = parseTimestamp(payload['timestamp']) ?? time;
  const forkedFrom = textOf(payload['forked_from_id']);
  const forked = forkedFrom !== null || Object.keys(fieldsOf(payload['source'])).length > 0;
  const refers = Object.keys(fieldsOf(payload['history_base'])).length > 0;
  reading.remember({
    entry: shortened(textOf(payload['source']) ?? 'other', NAME_LENGTH),
    createdAt,
    forked,
    copying: forked && !refers,
    itemised: payload['history_mode'] === 'paginated',
  });
  const folder = folderOf(payload);
  if (folder !== null) reading.stand({ folder });
  if (!reading.isMain) return noteAgentThread(reading);
  const version = textOf(payload['cli_version']);
  const branch = textOf(fieldsOf(payload['git'])['branch']);
  reading.emit('session_info', {
    agent: 'codex',
    ...(version === null ? {} : { agent_version: version }),
    ...placed(folder),
    ...(branch === null ? {} : { branch }),
    ...(forkedFrom === null ? {} : { forked_from: forkedFrom }),
    started_at: createdAt,
  });
}

/** The settings a turn begins with. */
export function noteTurnContext(reading: LineReading): void {
  const { payload } = reading.line;
  noteModel(reading, payload);
  const folder = folderOf(payload);
  if (folder !== null && folder !== reading.carry.standing.folder) reading.stand({ folder });
  const { model } = reading.carry;
  const mode = permissionMode(payload);
  const told = JSON.stringify([folder, model, mode]);
  if (told === reading.carry.told) return;
  reading.remember({ told });
  if (!reading.isMain) {
    if (model !== null) noteAgentStatus(reading, { model });
    return;
  }
  reading.emit('session_info', {
    agent: 'codex',
    ...placed(folder),
    ...(model === null ? {} : { model }),
    ...(mode === null ? {} : { permission_mode: mode }),
  });
}

/** Settings that hold from now on. Those of a faster service are told only here. */
export function noteSettings(reading: LineReading): void {
  const { payload } = reading.line;
  const settings = fieldsOf(payload['thread_settings']);
  noteModel(reading, { ...settings, service_tier: settings['service_tier'] ?? payload['service_tier'] ?? 'default' });
}

function noteModel(reading: LineReading, settings: Fields): void {
  const told = textOf(settings['model']);
  const model = told === null ? reading.carry.model : shortened(told, NAME_LENGTH);
  const tier = textOf(settings['service_tier']);
  const speed = tier === null ? reading.carry.speed : tier === 'fast' || tier === 'priority' ? 'fast' : null;
  if (model !== reading.carry.model || speed !== reading.carry.speed) reading.remember({ model, speed });
}

/** A fork's own first turn ends what was copied. True where the line is still a copy. */
export function isCopied(reading: LineReading): boolean {
  if (!reading.carry.copying) return false;
  const { type, payload } = reading.line;
  const kind = payload['type'];
  const startsTurn = type === 'turn_context' || kind === 'task_started' || kind === 'turn_started';
  if (!startsTurn || !isOwnTurn(reading)) return true;
  reading.remember({ copying: false });
  return false;
}

/** What a copied line leaves behind: the settings, and the total that the thread's own counts start from. */
export function learnFromCopy(reading: LineReading): void {
  const { type, payload } = reading.line;
  if (type === 'turn_context') noteModel(reading, payload);
  if (payload['type'] === 'thread_settings_applied') noteSettings(reading);
  const window = numberOf(payload['model_context_window']);
  if (window !== null) reading.remember({ window });
}

function folderOf(payload: Fields): string | null {
  const folder = textOf(payload['cwd']);
  return folder === null ? null : shortened(folder, PATH_LENGTH);
}

function placed(folder: string | null): { readonly folder?: string; readonly project?: string } {
  if (folder === null) return {};
  const project = lastPart(folder);
  return { folder, ...(project === null ? {} : { project }) };
}

/** What it may do without asking: "on-request, workspace-write". */
function permissionMode(payload: Fields): string | null {
  const policy = payload['approval_policy'];
  const approval = textOf(policy) ?? Object.keys(fieldsOf(policy))[0] ?? null;
  const sandbox = fieldsOf(payload['sandbox_policy']);
  const told = textOf(payload['sandbox_policy']) ?? textOf(sandbox['type']) ?? textOf(sandbox['mode']);
  return textOf([approval, told].filter((each) => each !== null).join(', '));
}
