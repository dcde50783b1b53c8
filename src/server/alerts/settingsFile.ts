import { inEnglish } from '../../protocol/language.ts';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { alertSettings, DEFAULT_SETTINGS } from './settings.ts';
import type { AlertSettings } from './settings.ts';

/** What is wrong with a file, for people; a place that is well again is told as such. */
export interface SettingsProblems {
  readonly blocked: (problem: { readonly place: string; readonly session: null; readonly message: string }) => void;
  readonly readable: (place: string) => void;
}

/** The settings of alerts as a person wrote them, by hand or in the dashboard. */
export class SettingsFile {
  readonly #path: string;
  readonly #problems: SettingsProblems;
  #settings: AlertSettings;

  constructor(dataDir: string, problems: SettingsProblems) {
    this.#path = join(dataDir, 'alerts.json');
    this.#problems = problems;
    this.#settings = this.#read();
  }

  get current(): AlertSettings {
    return this.#settings;
  }

  /** Takes settings over and keeps them. Throws what the disk throws: then the old ones stay. */
  save(settings: AlertSettings): void {
    const temporary = `${this.#path}.${process.pid}`;
    writeFileSync(temporary, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.#path);
    this.#settings = settings;
    this.#problems.readable(this.#path);
  }

  #read(): AlertSettings {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#tell((error as Error).message);
      return DEFAULT_SETTINGS;
    }
    const parsed = parseSettings(text);
    if (parsed.ok) return parsed.settings;
    this.#tell(parsed.message);
    return DEFAULT_SETTINGS;
  }

  #tell(reason: string): void {
    const message = inEnglish`The settings of alerts cannot be used (${reason}), so the defaults count and no channel is told. Mend the file and start the server again, or save new settings, which replaces it.`;
    this.#problems.blocked({ place: this.#path, session: null, message });
  }
}

type Parsed =
  | { readonly ok: true; readonly settings: AlertSettings }
  | { readonly ok: false; readonly field: string; readonly message: string };

function parseSettings(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, field: 'body', message: inEnglish`it is not JSON` };
  }
  const checked = checkSettings(value);
  return checked.ok ? checked : { ...checked, message: `${checked.field}: ${checked.message}` };
}

/** Settings from outside, or the first thing that is wrong with them. What was given is never repeated: it may be a secret. */
export function checkSettings(value: unknown): Parsed {
  const parsed = alertSettings.safeParse(value);
  if (parsed.success) return { ok: true, settings: parsed.data };
  const issue = parsed.error.issues[0]!;
  const field = issue.path.length === 0 ? 'settings' : issue.path.join('.');
  return { ok: false, field, message: messageOf(issue) };
}

function messageOf(issue: z.core.$ZodIssue): string {
  // The name of a field that should not be there may be anything.
  return issue.code === 'unrecognized_keys' ? inEnglish`There is a field that does not belong here.` : issue.message;
}
