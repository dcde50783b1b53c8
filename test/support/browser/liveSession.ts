import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/protocol/events.ts';

/** A session that a test writes as Context Foundry's broadcaster would: lines appended to its events.jsonl. */
export class LiveSession {
  readonly root = mkdtempSync(join(tmpdir(), 'livestream-root-'));
  readonly id: string;
  #sequence = 0;

  constructor(id: string) {
    this.id = id;
    mkdirSync(join(this.root, 'logs/events', id), { recursive: true });
    this.append('phase_change', { phase: 'builder', context_percent: 0 });
    this.append('iteration_start', { iteration: 1 });
  }

  /** The next event of the session, as it is written and posted. */
  event(type: string, data: JsonObject) {
    return { type, session_id: this.id, timestamp: localTimestamp(), sequence: ++this.#sequence, data };
  }

  append(type: string, data: JsonObject): void {
    this.appendAll([[type, data]]);
  }

  appendAll(facts: readonly (readonly [type: string, data: JsonObject])[]): void {
    const lines = facts.map(([type, data]) => `${JSON.stringify(this.event(type, data))}\n`);
    appendFileSync(join(this.root, 'logs/events', this.id, 'events.jsonl'), lines.join(''));
  }

  log(line: string, level = 'info'): void {
    this.append('log_line', { line, level });
  }

  async post(url: string, type: string, data: JsonObject): Promise<void> {
    const response = await fetch(new URL(`api/broadcast/${this.id}`, url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(this.event(type, data)),
    });
    if (!response.ok) throw new Error(`The server answered ${response.status}: ${await response.text()}`);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The producer's clock: local time to the microsecond, without a zone. */
function localTimestamp(): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().replace('Z', '000');
}
