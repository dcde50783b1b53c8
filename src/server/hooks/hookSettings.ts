import { isOurCommand, WRAPPED_JSON } from './hookCommand.ts';
import { HOOK_FILE, HOOK_MODES } from './hookModes.ts';
import {
  addItem,
  addMember,
  isEmptied,
  nameGivenTwice,
  nodeAt,
  removeAt,
  replaceString,
  stringJson,
} from './jsonText.ts';

/** One hook as both programs' settings have it. */
export interface HookEntry {
  readonly type: 'command';
  readonly command: string;
  /** Seconds. */
  readonly timeout: number;
  /** The agent does not wait for it. */
  readonly async?: true;
}

export interface WantedHooks {
  readonly hooks: Readonly<Record<string, HookEntry>>;
  /** The status line's command: alone, and in two pieces around one that was there before. */
  readonly statusLine?: { readonly alone: string; readonly before: string; readonly after: string };
}

/** Where settings are of another shape than expected: a sentence. The text is then not to be changed. */
export function settingsProblem(text: string): string | undefined {
  if (text.startsWith('\ufeff'))
    return 'It begins with a byte order mark, which is no JSON. Save it without one first.';
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    return `It is not valid JSON (${(error as Error).message}). Repair it first.`;
  }
  if (!isObject(settings)) return 'It does not hold one JSON object. Repair it first.';
  // Of two members with one name a program takes the last, and a change might go into the first.
  const twice = nameGivenTwice(text);
  if (twice !== undefined) return `It has "${twice}" twice in one object. Repair it first.`;
  const { hooks } = settings;
  if (hooks === undefined) return undefined;
  if (!isObject(hooks)) return 'Its "hooks" are not an object. Repair it first.';
  const odd = Object.entries(hooks).find(([, groups]) => !Array.isArray(groups));
  return odd && `Its "hooks.${odd[0]}" is not a list. Repair it first.`;
}

/** The settings with our hooks in them, once. What else is there stays as it is written. */
export function withHooks(text: string, wanted: WantedHooks): string {
  if (isComplete(text, wanted)) return text;
  let changed = withoutHooks(text);
  const { hooks } = JSON.parse(changed) as Settings;
  const groups = Object.entries(wanted.hooks).map(([event, entry]) => [event, { hooks: [entry] }] as const);
  if (hooks === undefined) {
    const all = Object.fromEntries(groups.map(([event, group]) => [event, [group]]));
    changed = addMember(changed, [], 'hooks', all);
  } else {
    for (const [event, group] of groups)
      changed = Object.hasOwn(hooks, event)
        ? addItem(changed, ['hooks', event], group)
        : addMember(changed, ['hooks'], event, [group]);
  }
  return wanted.statusLine ? withStatusLine(changed, wanted.statusLine) : changed;
}

/** The settings without any hook of ours: what `withHooks` put in, to the last byte. */
export function withoutHooks(text: string): string {
  let changed = text;
  for (let ours = ourHooks(changed).at(0); ours; ours = ourHooks(changed).at(0)) changed = withoutHook(changed, ours);
  return withoutStatusLine(changed);
}

/** The events that have a hook of ours. */
export function hookedEvents(text: string): readonly string[] {
  return ourHooks(text).map(({ event }) => event);
}

/** How the status line is told to us. */
export function statusLineState(text: string): 'alone' | 'wrapped' | 'edited' | 'none' {
  const command = statusCommand(text);
  if (command === undefined || !isOurCommand(command.value)) return 'none';
  if (WRAPPED_JSON.test(stringJson(text, command))) return 'wrapped';
  return ALONE.test(command.value as string) ? 'alone' : 'edited';
}

interface Settings {
  readonly hooks?: Readonly<Record<string, readonly Group[]>>;
  readonly statusLine?: unknown;
}

interface Group {
  readonly hooks?: readonly (HookEntry | undefined)[];
}

interface OurHook {
  readonly event: string;
  readonly group: number;
  readonly index: number;
  readonly entry: HookEntry;
}

const ALONE = new RegExp(`${HOOK_FILE.replace('.', '\\.')}'? ${HOOK_MODES.statusLine} 2>/dev/null \\|\\| true$`);

function ourHooks(text: string): readonly OurHook[] {
  const { hooks = {} } = JSON.parse(text) as Settings;
  return Object.entries(hooks).flatMap(([event, groups]) =>
    groups.flatMap((group, at) => {
      const entries = isObject(group) && Array.isArray(group.hooks) ? (group as Group).hooks! : [];
      return entries.flatMap((entry, index) =>
        isObject(entry) && isOurCommand(entry['command']) ? [{ event, group: at, index, entry: entry }] : [],
      );
    }),
  );
}

function isComplete(text: string, { hooks, statusLine }: WantedHooks): boolean {
  const found = ourHooks(text).map(({ event, entry }) => JSON.stringify([event, entry]));
  const wanted = Object.entries(hooks).map(([event, entry]) => JSON.stringify([event, entry]));
  return (
    JSON.stringify(found.toSorted()) === JSON.stringify(wanted.toSorted()) &&
    (statusLine ? withStatusLine(withoutStatusLine(text), statusLine) : withoutStatusLine(text)) === text
  );
}

function withoutHook(text: string, { event, group, index }: OurHook): string {
  const path = ['hooks', event, group, 'hooks'];
  let changed = removeAt(text, [...path, index]);
  const left = nodeAt(changed, path)!;
  // A group with conditions of somebody else is left to them.
  const onlyHooks = left.parent!.parent!.children!.length === 1;
  if (left.children!.length > 0 || !onlyHooks) return changed;
  changed = removeAt(changed, path.slice(0, 3));
  for (const container of [path.slice(0, 2), path.slice(0, 1)]) {
    if (!isEmptied(changed, nodeAt(changed, container)!)) break;
    changed = removeAt(changed, container);
  }
  return changed;
}

function statusCommand(text: string) {
  const type = nodeAt(text, ['statusLine', 'type']);
  const command = nodeAt(text, ['statusLine', 'command']);
  return type?.value === 'command' && command?.type === 'string' ? command : undefined;
}

function withStatusLine(text: string, { alone, before, after }: NonNullable<WantedHooks['statusLine']>): string {
  if (nodeAt(text, ['statusLine']) === undefined)
    return addMember(text, [], 'statusLine', { type: 'command', command: alone });
  const command = statusCommand(text);
  if (command === undefined || isOurCommand(command.value)) return text;
  const inJson = (part: string): string => JSON.stringify(part).slice(1, -1);
  return replaceString(text, command, inJson(before) + stringJson(text, command) + inJson(after));
}

function withoutStatusLine(text: string): string {
  const state = statusLineState(text);
  if (state === 'alone') return removeAt(text, ['statusLine']);
  if (state !== 'wrapped') return text;
  const command = statusCommand(text)!;
  return replaceString(text, command, WRAPPED_JSON.exec(stringJson(text, command))![1]!);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
