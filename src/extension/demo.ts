import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type * as vscode from 'vscode';
import type { Endpoint } from './launchServer.ts';
import { serverEnvironment } from './launchServer.ts';

/** A minute of the demo's night lasts a second. */
const SPEED = 60;

/** A simulated overnight session, played through real files to the running server. One at a time; ends with the window. */
export class Demo implements vscode.Disposable {
  readonly #onLine: (line: string) => void;
  #child: ChildProcess | null = null;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** Begins it anew. */
  play(runtime: string, script: string, { dataDir }: Endpoint): void {
    this.dispose();
    const child = spawn(runtime, [script, 'demo', '--speed', String(SPEED), '--data-dir', dataDir, '--no-open'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      env: serverEnvironment(),
    });
    this.#child = child;
    createInterface({ input: child.stderr }).on('line', this.#onLine);
    child.on('error', (error) => this.#onLine(`the demo did not start: ${error.message}`));
    child.on('exit', (code) => this.#onLine(`the demo ended with code ${code}`));
  }

  dispose(): void {
    this.#child?.kill();
    this.#child = null;
  }
}
