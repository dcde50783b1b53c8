import { inEnglish } from '../../protocol/language.ts';
import type { Channel } from './settings.ts';

/**
 * Addresses and keys of channels. They come from the environment, or are handed over by an editor and forgotten when the
 * server stops: they are in no file, no journal, no log and no answer.
 */
export class Secrets {
  readonly #env: NodeJS.ProcessEnv;
  readonly #given = new Map<string, string>();

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  give(channel: string, secret: string): void {
    this.#given.set(channel, secret);
  }

  /** undefined while nobody has told it. */
  of({ name, secret }: Pick<Channel, 'name' | 'secret'>): string | undefined {
    const told = secret === 'editor' ? this.#given.get(name) : this.#env[secret.slice('env:'.length)];
    return told === undefined || told.trim() === '' ? undefined : told.trim();
  }
}

/** Why a channel has no secret, and what to do. */
export function missingSecret({ secret }: Pick<Channel, 'secret'>): string {
  return secret === 'editor'
    ? inEnglish`its secret has not been handed over since the server started: open VS Code`
    : inEnglish`the server's environment has no ${secret.slice('env:'.length)}: set it and start the server again`;
}
