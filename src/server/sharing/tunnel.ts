import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { TunnelSharing } from '../../protocol/sharing.ts';
import { explainNgrokError, NGROK_MISSING, readNgrokLine } from './ngrok.ts';
import type { NgrokNews } from './ngrok.ts';
import { PROGRAM_MISSING } from './tunnelExitCodes.ts';

/** Characters of what the agent last wrote to stderr that are kept, for the reason of its end. */
const STDERR_KEPT = 4_000;

export interface Tunnel {
  readonly state: () => TunnelSharing;
  /** Resolves when the agent has ended. */
  readonly close: () => Promise<void>;
}

export interface TunnelOptions {
  /** The built script that ends the agent with this process. */
  readonly guardScript: string;
  /** Where the agent finds this server: host and port. */
  readonly target: string;
  readonly onChange: () => void;
}

/** Runs the person's own ngrok, with its own login, until it is closed or ends. Its trouble is told by the state. */
export function openTunnel({ guardScript, target, onChange }: TunnelOptions): Tunnel {
  let state: TunnelSharing = { url: null, state: 'starting', message: null };
  let refusal: string | undefined;
  let stderr = '';
  let closing = false;
  const become = (next: TunnelSharing): void => {
    state = next;
    onChange();
  };

  const args = ['ngrok', 'http', target, '--log', 'stdout', '--log-format', 'json', '--log-level', 'info'];
  const agent = fork(guardScript, args, { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });

  const learn = (news: NgrokNews): void => {
    switch (news.kind) {
      case 'open':
        // An old agent tells of an http address too; nobody should use that one.
        if (state.url?.startsWith('https:') === true && news.url.startsWith('http:')) return;
        return become({ url: news.url, state: 'open', message: null });
      case 'connected':
        if (state.url !== null) become({ ...state, state: 'open', message: null });
        return;
      case 'trouble':
        if (news.isFinal) refusal ??= news.message;
        become({ ...state, state: 'starting', message: news.message });
    }
  };
  const log = createInterface(agent.stdout!);
  log.on('line', (line) => {
    const news = readNgrokLine(line);
    if (news !== undefined) learn(news);
  });
  agent.stderr!.on('data', (chunk) => (stderr = `${stderr}${String(chunk)}`.slice(-STDERR_KEPT)));
  const ended = ending(agent, log).then((code) => {
    if (closing) return;
    become({ url: null, state: 'failed', message: refusal ?? whyEnded(code, stderr, state.url !== null) });
  });

  return {
    state: () => state,
    close: () => {
      closing = true;
      if (agent.connected) agent.disconnect();
      return ended;
    },
  };
}

/**
 * Resolves with the exit code when the agent has ended and its log is read: the last lines say why. (The event "close",
 * which is meant for that, does not come after the channel was disconnected from here.)
 */
async function ending(agent: ChildProcess, log: Interface): Promise<number | null> {
  const logEnded = new Promise<void>((resolve) => log.once('close', resolve));
  const exited = new Promise<number | null>((resolve) => {
    agent.once('exit', resolve);
    agent.once('error', () => resolve(null));
  });
  const code = await exited;
  await logEnded;
  return code;
}

function whyEnded(code: number | null, stderr: string, wasOpen: boolean): string {
  if (code === PROGRAM_MISSING) return NGROK_MISSING;
  const told = explainNgrokError(stderr);
  if (told?.isFinal === true) return told.message;
  const said = stderr.split('\n').find((line) => line.trim() !== '');
  const reason = said === undefined ? '' : `: ${said.replace(/^ERROR:\s*/, '').trim()}`;
  return wasOpen
    ? `ngrok ended${reason}, and the tunnel with it. Open it again with "livestream share --ngrok".`
    : `ngrok ended before the tunnel was open (exit code ${code ?? 'none'})${reason}. Try "ngrok http 80" to see what is the matter.`;
}
