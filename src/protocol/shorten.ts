import { TEXT_IN_STATE } from './state.ts';

/** A text as the state keeps it; the journal has the whole. */
export function shorten(text: string): string {
  return text.length > TEXT_IN_STATE ? `${text.slice(0, TEXT_IN_STATE)}…` : text;
}

/** The same for a text that may not have been told. */
export function brief(text: string | undefined): string | null {
  return text === undefined ? null : shorten(text);
}
