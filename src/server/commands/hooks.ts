import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { structuredPatch } from 'diff';
import { prepareDataFolder } from '../base/dataFolder.ts';
import { findRunningServer } from '../base/runningServer.ts';
import { hookPlace } from '../hooks/hookCommand.ts';
import { hookScript, installHookScript, removeHookScript } from '../hooks/hookScript.ts';
import { hookedEvents, settingsProblem, statusLineState, withHooks, withoutHooks } from '../hooks/hookSettings.ts';
import { hookTargets, type HookTarget, type TargetOptions } from '../hooks/hookTargets.ts';
import { FRESH, readSettings, SettingsError, writeSettings } from '../hooks/settingsFile.ts';
import type { CommonOptions } from './commonOptions.ts';

export interface HooksOptions extends CommonOptions, TargetOptions {
  readonly yes?: boolean;
}

/** A settings file, and what it is to become. */
interface Change {
  readonly target: HookTarget;
  readonly before: string | undefined;
  readonly after: string;
}

/** `livestream hooks install`: agents tell the server what they do, as they do it. */
export async function hooksInstall(options: HooksOptions): Promise<void> {
  const changes = planned(options, ({ before, target }) => withHooks(before ?? FRESH, target.wanted));
  const script = existsSync(hookScript(options.dataDir));
  if (changes.length === 0 && script) return say('The hooks are installed already: nothing to do.');
  if (!(await agreed(changes, options))) return say('Nothing was changed.');
  prepareDataFolder(options.dataDir);
  installHookScript(options.dataDir);
  write(changes);
  const programs = new Set(changes.map(({ target }) => target.program));
  say('Installed. Sessions that start from now on tell this server what they do; "livestream hooks remove" undoes it.');
  if (programs.has('Codex'))
    say('Codex asks whether you trust new hooks (/hooks). Until you do, it does not run them.');
}

/** `livestream hooks remove`: the settings as they would be had they never been installed. */
export async function hooksRemove(options: HooksOptions): Promise<void> {
  const changes = planned(options, ({ before }) => (before === undefined ? FRESH : withoutHooks(before)));
  if (changes.length === 0) say('No hooks of ours are installed: nothing to remove.');
  else if (!(await agreed(changes, options))) return say('Nothing was changed.');
  write(changes);
  const all = targets({ ...options, claude: true, codex: true });
  if (!all.some((target) => installedIn(target).length > 0)) removeHookScript(options.dataDir);
  if (changes.length > 0) say('Removed.');
}

/** `livestream hooks status`: which files have them, and whether they would reach a server. */
export async function hooksStatus(options: HooksOptions): Promise<void> {
  for (const target of targets(options)) {
    const text = readSettings(target.file);
    const problem = text === undefined ? undefined : settingsProblem(text);
    const events = problem === undefined ? installedIn(target) : [];
    const wanted = Object.keys(target.wanted.hooks);
    const state =
      problem ??
      (events.length === 0
        ? 'not installed'
        : wanted.every((event) => events.includes(event))
          ? `installed, ${events.length} events${statusLineWord(text!)}`
          : `installed in part: ${events.length} of ${wanted.length} events. Install them again.`);
    say(`${target.program}  ${target.file}\n  ${state}`);
    if (text !== undefined && problem === undefined && switchedOff(text))
      say('  "disableAllHooks" is set in this file, so none of them run.');
  }
  const script = hookScript(options.dataDir);
  if (!existsSync(script))
    say(`The script they run, ${script}, is not there. "livestream hooks install" puts it there.`);
  const server = await findRunningServer(options.dataDir);
  say(
    server
      ? `They tell the server at ${server.url}`
      : `No livestream server runs on ${options.dataDir}: they tell nobody.`,
  );
}

function targets(options: HooksOptions): readonly HookTarget[] {
  const found = hookTargets(options, hookPlace(hookScript(options.dataDir)), process.env);
  if (found.length > 0) return found;
  throw new Error(
    'Neither Claude Code nor Codex has a folder of settings here. Name it with --claude-dir or --codex-dir.',
  );
}

/** Reads all files before any is changed: what cannot be done for one is said before anything is done. */
function planned(
  options: HooksOptions,
  change: (file: Pick<Change, 'target' | 'before'>) => string,
): readonly Change[] {
  const changes = targets(options).map((target) => {
    const before = readSettings(target.file);
    const problem = before === undefined ? undefined : settingsProblem(before);
    if (problem !== undefined) throw new SettingsError(`${target.file} was left as it is. ${problem}`);
    return { target, before, after: change({ target, before }) };
  });
  return changes.filter(({ before, after }) => after !== (before ?? FRESH));
}

function write(changes: readonly Change[]): void {
  for (const { target, before, after } of changes) writeSettings(target.file, after, before);
}

async function agreed(changes: readonly Change[], { yes }: HooksOptions): Promise<boolean> {
  for (const change of changes) say(shown(change));
  if (yes === true || changes.length === 0) return true;
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true)
    throw new Error('Nothing was changed: there is no terminal to ask in. Run it with --yes if this is what you want.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Write this? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

/** The change as lines with - and +, and a little of what is around them. */
function shown({ target, before, after }: Change): string {
  const { hunks } = structuredPatch('', '', before ?? '', after === FRESH ? '' : after, '', '', { context: 2 });
  const lines = hunks.flatMap((hunk) => [`@@ line ${hunk.newStart}`, ...hunk.lines]);
  return [`${target.file}${before === undefined ? ' (new)' : ''}`, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function installedIn({ file }: HookTarget): readonly string[] {
  const text = readSettings(file) ?? FRESH;
  return settingsProblem(text) === undefined ? hookedEvents(text) : [];
}

function statusLineWord(text: string): string {
  switch (statusLineState(text)) {
    case 'alone':
      return ' and the status line';
    case 'wrapped':
      return ' and the status line, around your own';
    case 'edited':
      return '; the status line names our script, but somebody changed it: it is left to you';
    case 'none':
      return '';
  }
}

function switchedOff(text: string): boolean {
  return (JSON.parse(text) as { disableAllHooks?: unknown }).disableAllHooks === true;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
