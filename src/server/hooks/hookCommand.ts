import { HOOK_FILE, HOOK_MODES } from './hookModes.ts';

/** Where the commands run: what is written into an agent's settings depends on it. */
export interface HookPlace {
  /** The program that runs the script. */
  readonly node: string;
  /** True where that is an editor's own runtime, which must be told to be node. */
  readonly isElectron: boolean;
  /** The script, in the data folder. */
  readonly script: string;
  readonly platform: NodeJS.Platform;
}

/** The place as this process knows it. */
export function hookPlace(script: string): HookPlace {
  return {
    node: process.execPath,
    isElectron: process.versions['electron'] !== undefined,
    script,
    platform: process.platform,
  };
}

/**
 * The command of a Claude Code hook. The shell is POSIX everywhere: on Windows it is Git Bash. Whatever becomes of the
 * program or the data folder, it succeeds and says nothing, because a hook that fails is shown and one may block.
 */
export function claudeCommand(place: HookPlace): string {
  return `${run(place, 'claude')} 2>/dev/null || true`;
}

/** The command of a Codex hook. On Windows cmd runs it, which would drop the quotes of a command that begins with one. */
export function codexCommand(place: HookPlace): string {
  if (place.platform !== 'win32') return `${run(place, 'codex')} 2>/dev/null || true`;
  const words = [place.node, place.script].map((word) => `"${word}"`);
  const asNode = place.isElectron ? 'set "ELECTRON_RUN_AS_NODE=1" && ' : '';
  return `${asNode}call ${words.join(' ')} codex`;
}

/** The command of a status line where there was none. */
export function statusLineCommand(place: HookPlace): string {
  return `${run(place, HOOK_MODES.statusLine)} 2>/dev/null || true`;
}

/**
 * A status line command around one that was there before, in two pieces: that one gets the same input and its output
 * is shown. It gets it too when the script is gone.
 */
export function wrapping(place: HookPlace): { readonly before: string; readonly after: string } {
  return { before: `{ ${run(place, HOOK_MODES.passOn)} 2>/dev/null || cat; } | (\n`, after: '\n)' };
}

/** True for a command of ours, of this installation or another. */
export function isOurCommand(command: unknown): boolean {
  return typeof command === 'string' && command.includes(HOOK_FILE);
}

/** A wrapping of ours as JSON text has it, without its quotes; the first group is the command inside. */
export const WRAPPED_JSON = new RegExp(
  String.raw`^\{ (?:(?!\\n).)*${HOOK_FILE.replace('.', String.raw`\.`)}(?:(?!\\n).)* \|\| cat; \} \| \(\\n(.*)\\n\)$`,
);

function run({ node, isElectron, script, platform }: HookPlace, argument: string): string {
  const words = [node, script].map((word) => shellWord(platform === 'win32' ? word.replaceAll('\\', '/') : word));
  return [...(isElectron ? ['env', 'ELECTRON_RUN_AS_NODE=1'] : []), ...words, argument].join(' ');
}

/** A word as a POSIX shell takes it literally. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
