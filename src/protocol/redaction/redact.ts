import type { Json } from '../events.ts';
import { maskAssignments, maskField } from './assignments.ts';
import { maskCredentials } from './credentials.ts';
import { withoutEscapes } from './escapes.ts';
import { PrivateKeys } from './privateKeys.ts';
import { maskProviderSecrets } from './providerSecrets.ts';
import { maskRandomTexts } from './randomTexts.ts';

/** Levels of lists and objects within one another that are looked through. */
const DEEPEST = 200;
/** No shorter text holds both a secret and what tells that it is one. */
const SHORTEST = 8;
/** A name or an id: short, and in one piece. */
const PLAIN = /^[\w.-]{0,15}$/;

/**
 * Masks keys, tokens and passwords in what sessions say. A mask says what it hides and keeps nothing of it. What looks like
 * none of them goes through: this is a net, not a proof. The time it takes grows with the text's length and no faster.
 */
export function redact(text: string): string {
  return new Redactor().text(text);
}

/** The same for every string in a JSON value, names of fields included. The given value, which may not change, stays. */
export function redactJson<T>(value: T): T {
  return new Redactor().json(value);
}

/** What was masked before: states share most of their parts with the state before, and so do their answers. */
const KNOWN = new WeakMap<object, Json>();

/** For texts that follow one another, as the lines of a log do, in their order. See `PrivateKeys`. */
export class Redactor {
  readonly #keys: PrivateKeys;

  /** `before`: the lines that came before. */
  constructor(before: readonly string[] = []) {
    this.#keys = PrivateKeys.after(before);
  }

  text(text: string): string {
    const masked = maskText(this.#keys.mask(text));
    if (!text.includes('\u001b')) return masked;
    // A secret in colours is still one. Where there is one, the colours go.
    const plain = withoutEscapes(masked);
    const plainMasked = maskText(this.#keys.mask(plain));
    return plainMasked === plain ? masked : plainMasked;
  }

  json<T>(value: T): T {
    return this.#json(value as Json, 0) as T;
  }

  #json(value: Json, depth: number): Json {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return '[nested too deeply to be shown here]';
    const known = this.#keys.inside ? undefined : KNOWN.get(value);
    if (known !== undefined) return known;
    const outside = !this.#keys.inside;
    const masked = isArray(value) ? value.map((each) => this.#json(each, depth + 1)) : this.#fields(value, depth + 1);
    if (outside && !this.#keys.inside) KNOWN.set(value, masked);
    return masked;
  }

  #fields(value: { readonly [name: string]: Json }, depth: number): Json {
    const fields = Object.entries(value).map(([name, each]) => {
      const masked = this.#json(each, depth);
      return [this.text(name), masked === each && typeof each === 'string' ? maskField(name, each) : masked] as const;
    });
    return Object.fromEntries(fields);
  }
}

function maskText(text: string): string {
  if (text.length < SHORTEST || PLAIN.test(text)) return text;
  return maskRandomTexts(maskProviderSecrets(maskCredentials(maskAssignments(text))));
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
