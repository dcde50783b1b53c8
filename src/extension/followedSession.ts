import type * as vscode from 'vscode';
import type { SessionSummary } from '../protocol/summary.ts';
import type { ServerConnection } from './serverConnection.ts';
import { groupSessions } from './sessionTexts.ts';

const KEY = 'livestream.followed';

/**
 * The session that the status bar shows: the chosen one while it runs, else the newest that runs.
 * One that is over gives way to one that runs: yesterday's was looked at, tonight's is to be watched.
 */
export class FollowedSession {
  readonly #connection: ServerConnection;
  readonly #memory: vscode.Memento;
  readonly #onChoice = new Set<() => void>();

  constructor(connection: ServerConnection, memory: vscode.Memento) {
    this.#connection = connection;
    this.#memory = memory;
  }

  get summary(): SessionSummary | null {
    const { sessions } = this.#connection.view;
    if (sessions === null) return null;
    const { running, past } = groupSessions(sessions.values(), this.#connection.now());
    const chosen = sessions.get(this.#memory.get<string>(KEY, ''));
    if (chosen === undefined) return running[0] ?? past[0] ?? null;
    return running.includes(chosen) ? chosen : (running[0] ?? chosen);
  }

  /** The session that somebody chose, while it is the one to show. */
  get choice(): string | null {
    const id = this.#memory.get<string>(KEY, '');
    return this.summary?.id === id ? id : null;
  }

  /** null: none in particular. */
  choose(session: string | null): void {
    void this.#memory.update(KEY, session ?? undefined);
    for (const listener of this.#onChoice) listener();
  }

  onChoice(listener: () => void): { dispose(): void } {
    this.#onChoice.add(listener);
    return { dispose: () => this.#onChoice.delete(listener) };
  }
}
