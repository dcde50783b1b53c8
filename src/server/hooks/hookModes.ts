/** What the hook command is told to do beyond naming the agent, as its first argument. */
export const HOOK_MODES = {
  /** Print a status line of our own. */
  statusLine: 'statusline',
  /** Print what came in, for the status line command that was there before. */
  passOn: 'pass-on',
} as const;

/** The file in the data folder. Commands of ours are known by its name, wherever that folder is. */
export const HOOK_FILE = 'livestream-hook.cjs';
