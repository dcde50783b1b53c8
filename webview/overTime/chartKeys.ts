/** What a key does in a chart that has the focus. Parts are of the time on view. */
export type ChartKey =
  | { readonly do: 'point'; readonly by: number }
  | { readonly do: 'end'; readonly end: 'from' | 'to' }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'move'; readonly by: number }
  | { readonly do: 'whole' };

const STEP = 0.01;
const LARGE_STEP = 0.1;
/** How much of the time is on view after one step nearer. */
export const NEARER = 0.5;

const KEYS: Readonly<Record<string, ChartKey>> = {
  Home: { do: 'end', end: 'from' },
  End: { do: 'end', end: 'to' },
  PageUp: { do: 'move', by: -0.5 },
  PageDown: { do: 'move', by: 0.5 },
  '+': { do: 'zoom', factor: NEARER },
  '=': { do: 'zoom', factor: NEARER },
  '-': { do: 'zoom', factor: 1 / NEARER },
  '0': { do: 'whole' },
  Escape: { do: 'whole' },
};

const ARROWS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** null where the key has its own meaning. */
export function chartKey({
  key,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): ChartKey | null {
  if (altKey || ctrlKey || metaKey) return null;
  if (Object.hasOwn(ARROWS, key)) return { do: 'point', by: ARROWS[key]! * (shiftKey ? LARGE_STEP : STEP) };
  return Object.hasOwn(KEYS, key) ? KEYS[key]! : null;
}
