import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { endWithTests } from './endWithTests.ts';
import { until } from './until.ts';

export interface RemoteAsk {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RemoteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface RemoteSocket {
  /** Texts, as they came. */
  readonly messages: readonly string[];
  /** The code with which it was closed; null while it is open. */
  readonly closed: () => number | null;
}

/** Requests that are made by a process elsewhere: in another network than the test's own. */
export interface Elsewhere {
  /** Rejects when nobody answers there. Redirects are not followed, and any certificate is taken. */
  readonly ask: (url: string, asked?: RemoteAsk) => Promise<RemoteAnswer>;
  /** A WebSocket that is open; rejects when it is refused. */
  readonly connect: (url: string, headers?: Readonly<Record<string, string>>) => Promise<RemoteSocket>;
  readonly close: () => void;
}

/** What the process over there is told, and tells. */
export type ToElsewhere = { readonly id: number; readonly url: string } & (
  | ({ readonly kind: 'ask' } & RemoteAsk)
  | { readonly kind: 'connect'; readonly headers?: Readonly<Record<string, string>> }
);
export type FromElsewhere = { readonly id: number } & (
  | { readonly kind: 'answer'; readonly answer: RemoteAnswer }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'closed'; readonly code: number }
);

/** `through`: the command that runs another one over there. The process starts with the first request. */
export function elsewhere(through: readonly string[]): Elsewhere {
  const heard: FromElsewhere[] = [];
  let agent: ChildProcess | undefined;
  let requests = 0;

  const tell = (message: ToElsewhere): void => {
    agent ??= start();
    agent.send(message);
  };
  const start = (): ChildProcess => {
    const [command, ...args] = [...through, process.execPath, join(import.meta.dirname, 'elsewhereAgent.ts')];
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    endWithTests(child);
    child.on('message', (message) => heard.push(message as FromElsewhere));
    return child;
  };
  const of = (id: number): FromElsewhere[] => heard.filter((message) => message.id === id);
  const first = async (id: number, what: string): Promise<FromElsewhere> => {
    const message = await until(what, () => of(id)[0]);
    if (message.kind === 'failed') throw new Error(message.message);
    return message;
  };

  return {
    ask: async (url, asked = {}) => {
      const id = ++requests;
      tell({ id, kind: 'ask', url, ...asked });
      const message = await first(id, `${url} answers`);
      if (message.kind !== 'answer') throw new Error(`An unexpected ${message.kind}`);
      return message.answer;
    },
    connect: async (url, headers = {}) => {
      const id = ++requests;
      tell({ id, kind: 'connect', url, headers });
      await first(id, `the socket ${url} is open`);
      return {
        get messages() {
          return of(id).flatMap((message) => (message.kind === 'message' ? [message.text] : []));
        },
        closed: () => of(id).flatMap((message) => (message.kind === 'closed' ? [message.code] : []))[0] ?? null,
      };
    },
    close: () => void agent?.kill('SIGKILL'),
  };
}
