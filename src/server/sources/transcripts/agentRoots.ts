import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where an environment says that agents keep their sessions. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Claude Code's folders: CLAUDE_CONFIG_DIR, a comma list; else those of its defaults. They need not exist yet. */
export function claudeRoots({ env, home }: Environment): readonly string[] {
  const told = folderList(env['CLAUDE_CONFIG_DIR']);
  if (told.length > 0) return told;
  const xdg = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'claude');
  // Nobody but a person who moved it has the first.
  return [...(existsSync(xdg) || env['XDG_CONFIG_HOME'] ? [xdg] : []), join(home, '.claude')];
}

/** Codex's folders: CODEX_HOME, a comma list; else its default. They need not exist yet. */
export function codexRoots({ env, home }: Environment): readonly string[] {
  const told = folderList(env['CODEX_HOME']);
  return told.length > 0 ? told : [join(home, '.codex')];
}

function folderList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((folder) => folder.trim())
    .filter(Boolean)
    .map((folder) => resolve(folder));
}
