import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { claudeCommand, codexCommand, statusLineCommand, wrapping, type HookPlace } from './hookCommand.ts';
import type { HookEntry, WantedHooks } from './hookSettings.ts';

/** A settings file that hooks go into. */
export interface HookTarget {
  readonly program: 'Claude Code' | 'Codex';
  readonly folder: string;
  readonly file: string;
  readonly wanted: WantedHooks;
}

export interface TargetOptions {
  /** false: not at all; a folder: that one; true: where the program keeps its own. */
  readonly claude: boolean;
  readonly codex: boolean;
  readonly claudeDir?: string;
  readonly codexDir?: string;
  readonly statusLine: boolean;
}

/** Longer than the hook lets itself take, s. */
const TIMEOUT_SECONDS = 3;

const CLAUDE_EVENTS = [
  ...['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PermissionRequest'],
  ...['Notification', 'SubagentStart', 'SubagentStop', 'PreCompact', 'PostCompact'],
];
/** After these Claude Code may end at once, and with it whatever it does not wait for. */
const CLAUDE_LAST_EVENTS = ['Stop', 'StopFailure', 'SessionEnd'];

const CODEX_EVENTS = [
  ...['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'PermissionRequest', 'Stop', 'SessionEnd'],
];

/** The settings files of the programs that are here. One whose folder was named by hand need not exist yet. */
export function hookTargets(options: TargetOptions, place: HookPlace, env: NodeJS.ProcessEnv): readonly HookTarget[] {
  const claude: readonly string[] = options.claude ? claudeFolders(options.claudeDir, env) : [];
  const codex: readonly string[] = options.codex ? [codexFolder(options.codexDir, env)] : [];
  const named = { claude: options.claudeDir !== undefined, codex: options.codexDir !== undefined };
  return [
    ...claude
      .filter((folder) => named.claude || existsSync(folder))
      .map((folder) => ({
        program: 'Claude Code' as const,
        folder,
        file: join(folder, 'settings.json'),
        wanted: wantedByClaude(place, options.statusLine),
      })),
    ...codex
      .filter((folder) => named.codex || existsSync(folder))
      .map((folder) => ({
        program: 'Codex' as const,
        folder,
        file: join(folder, 'hooks.json'),
        wanted: wantedByCodex(place),
      })),
  ];
}

function claudeFolders(named: string | undefined, env: NodeJS.ProcessEnv): readonly string[] {
  if (named !== undefined) return [resolve(named)];
  const configured = (env['CLAUDE_CONFIG_DIR'] ?? '').split(',').map((folder) => folder.trim());
  const folders = [...new Set(configured.filter((folder) => folder !== '').map((folder) => resolve(folder)))];
  if (folders.length > 0) return folders;
  const standard = env['XDG_CONFIG_HOME'] ? join(env['XDG_CONFIG_HOME'], 'claude') : undefined;
  return [standard !== undefined && existsSync(standard) ? standard : join(homedir(), '.claude')];
}

function codexFolder(named: string | undefined, env: NodeJS.ProcessEnv): string {
  return resolve(named ?? (env['CODEX_HOME'] || join(homedir(), '.codex')));
}

function wantedByClaude(place: HookPlace, statusLine: boolean): WantedHooks {
  const entry: HookEntry = { type: 'command', command: claudeCommand(place), timeout: TIMEOUT_SECONDS };
  const passing = CLAUDE_EVENTS.map((event): [string, HookEntry] => [event, { ...entry, async: true }]);
  const last = CLAUDE_LAST_EVENTS.map((event): [string, HookEntry] => [event, entry]);
  return {
    hooks: Object.fromEntries([...passing, ...last]),
    ...(statusLine && { statusLine: { alone: statusLineCommand(place), ...wrapping(place) } }),
  };
}

/** Codex knows no hooks that it does not wait for. */
function wantedByCodex(place: HookPlace): WantedHooks {
  const entry: HookEntry = { type: 'command', command: codexCommand(place), timeout: TIMEOUT_SECONDS };
  return { hooks: Object.fromEntries(CODEX_EVENTS.map((event) => [event, entry])) };
}
