/** Where a key leads in the log: so many lines on, or to its beginning or end. */
export type LogMove = { readonly by: number } | 'beginning' | 'newest' | 'out';

/** `page`: lines that are seen at once. null: the key has its own meaning. */
export function moveOf(event: KeyboardEvent, page: number): LogMove | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowUp':
      return { by: -1 };
    case 'ArrowDown':
      return { by: 1 };
    case 'PageUp':
      return { by: -page };
    case 'PageDown':
      return { by: page };
    case 'Home':
      return 'beginning';
    case 'End':
      return 'newest';
    case 'Escape':
      return 'out';
    default:
      return null;
  }
}

/** Whether "/" is for the log: nothing is being typed, no dialog is open, and the log is in sight. */
export function opensSearch(event: KeyboardEvent, log: Element): boolean {
  if (event.key !== '/' || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return false;
  const [target] = event.composedPath();
  if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select')))
    return false;
  if (document.querySelector('dialog[open]') !== null) return false;
  const { top, bottom, height } = log.getBoundingClientRect();
  return height > 0 && top < window.innerHeight && bottom > 0;
}
