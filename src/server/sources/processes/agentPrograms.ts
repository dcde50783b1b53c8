import { basename } from 'node:path';

export type Program = 'claude' | 'codex';

/** How a process was started. */
export interface CommandLine {
  /** The name the system keeps for it, of which 15 characters are kept. */
  readonly name: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
}

export interface AgentProgram {
  readonly program: Program;
  /** True for a server that other programs talk to: that it runs does not mean that a turn does. */
  readonly isService: boolean;
}

/** What the programs are called as files, and where their packages put them. */
const FILES: Readonly<Record<Program, { readonly name: RegExp; readonly path: RegExp }>> = {
  claude: { name: /^claude(\.exe|\.[cm]?js)?$/, path: /claude-code|claude-agent-sdk|\/claude\/versions\// },
  codex: { name: /^codex(-(x86_64|aarch64)[\w-]*)?(\.exe|\.[cm]?js)?$/, path: /@openai\/codex/ },
};
const RUNTIMES = /^(node|nodejs|bun|deno|sh|bash)$/;
/** Words after a runtime's name among which its script is found. */
const SCRIPT_WITHIN = 5;

/**
 * The agent that a command line starts, or null. It is generous: taking another program for an agent means that nothing
 * is concluded, missing one would mean that a session which runs is told dead.
 */
export function agentOf({ name, words }: CommandLine): AgentProgram | null {
  const [command = ''] = words;
  const files = RUNTIMES.test(basename(command)) ? words.slice(0, SCRIPT_WITHIN) : [command];
  for (const program of ['claude', 'codex'] as const) {
    const file = FILES[program];
    const isProgram = files.some((word) => file.name.test(basename(word)) || file.path.test(word));
    if (isProgram || file.name.test(name)) return { program, isService: program === 'codex' && isServer(words) };
  }
  return null;
}

/** The Codex daemon and its helpers stay when the window that started them is closed. */
function isServer(words: readonly string[]): boolean {
  return (words.includes('app-server') || words.includes('daemon')) && !words.includes('exec');
}
