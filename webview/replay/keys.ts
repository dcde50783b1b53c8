import type { Player } from './player.ts';

interface Played {
  readonly player: Player;
  readonly goToMark: (by: 1 | -1) => void;
}

type KeyAction = (played: Played) => unknown;

const KEYS: Readonly<Record<string, KeyAction>> = {
  ArrowRight: ({ player }) => player.step(1),
  ArrowLeft: ({ player }) => player.step(-1),
  ArrowUp: ({ player }) => player.step(1),
  ArrowDown: ({ player }) => player.step(-1),
  PageUp: ({ goToMark }) => goToMark(-1),
  PageDown: ({ goToMark }) => goToMark(1),
  Home: ({ player }) => goTo(player, player.tape!.from),
  End: ({ player }) => goTo(player, player.tape!.to),
  ' ': ({ player }) => (player.playing ? player.pause() : player.play()),
};

/** Of the page itself: scrolling with these keys goes on where nothing has the focus. */
const ONLY_IN_SCRUBBER = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '];

/** What a key does here; null where it has its own meaning. */
export function keyAction(event: KeyboardEvent, target: Element): KeyAction | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  if (!target.matches('.scrubber') && (target.matches('select') || ONLY_IN_SCRUBBER.includes(event.key))) return null;
  return Object.hasOwn(KEYS, event.key) ? KEYS[event.key]! : null;
}

function goTo(player: Player, at: number): Promise<void> {
  player.pause();
  return player.seek({ at });
}
