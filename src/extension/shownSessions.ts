import * as vscode from 'vscode';
import { FILTERED_CONTEXT } from './commands.ts';
import type { SessionFilter } from './sessionFilter.ts';
import { isFiltering, NO_FILTER } from './sessionFilter.ts';

/** The filter of this window's tree. It ends with the window: what is hidden for long is forgotten. */
export class ShownSessions implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;
  #filter = NO_FILTER;

  get filter(): SessionFilter {
    return this.#filter;
  }

  choose(filter: SessionFilter): void {
    this.#filter = filter;
    void vscode.commands.executeCommand('setContext', FILTERED_CONTEXT, isFiltering(filter));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
