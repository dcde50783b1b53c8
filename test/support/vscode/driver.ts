import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Runs code in the extension host of a workbench under test, by way of test/extension/driver. */
export class Driver {
  readonly env: Readonly<Record<string, string>>;
  readonly #file: string;
  readonly #key = randomUUID();

  private constructor(file: string) {
    this.#file = file;
    this.env = { LIVESTREAM_TEST_DRIVER_FILE: file, LIVESTREAM_TEST_DRIVER_KEY: this.#key };
  }

  static async prepare(): Promise<Driver> {
    return new Driver(join(await mkdtemp(join(tmpdir(), 'livestream-driver-')), 'port'));
  }

  /** `source` is the body of an async function with `vscode` in scope. */
  async run<T>(source: string): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${await this.#port()}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}` },
      body: JSON.stringify({ source }),
    });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { value: T }).value;
  }

  command(id: string, ...args: readonly unknown[]): Promise<unknown> {
    const list = [id, ...args].map((arg) => JSON.stringify(arg)).join(', ');
    return this.run(`await vscode.commands.executeCommand(${list});`);
  }

  remove(): Promise<void> {
    return rm(dirname(this.#file), { recursive: true, force: true });
  }

  async #port(): Promise<number> {
    for (;;) {
      const port = await readFile(this.#file, 'utf8').catch(() => '');
      if (port !== '') return Number(port);
      await delay(50);
    }
  }
}
