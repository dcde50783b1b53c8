import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = join(import.meta.dirname, '../fixtures/context-foundry/weather-app-complete');

export const RECORDED_ID = 'weather-app_20261123_002504';

/** Puts the recorded session into a folder, as its runner left it. */
export function copyRecorded(folder: string): string {
  cpSync(RECORDED, folder, { recursive: true });
  return folder;
}

/** What the model provider really counted, all calls together. */
export function recordedTruth(): { readonly input: number; readonly output: number } {
  const calls = readFileSync(join(RECORDED, 'truth.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { input: number; output: number });
  const sum = (of: 'input' | 'output'): number => calls.reduce((all, call) => all + call[of], 0);
  return { input: sum('input'), output: sum('output') };
}
