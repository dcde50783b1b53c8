import { inEnglish } from '../../../protocol/language.ts';
/** The file system's code for what went wrong ("ENOENT", "EACCES"…), or null if it was something else. */
export function fileErrorCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** True when the place is not there (any more). */
export function isMissing(error: unknown): boolean {
  const code = fileErrorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: inEnglish`This user may not read it. Give it read permission; it is tried again at every rescan.`,
  EPERM: inEnglish`This user may not read it. Give it read permission; it is tried again at every rescan.`,
  EISDIR: inEnglish`It is a folder where a file should be. Move the folder away; it is tried again at every rescan.`,
  EMFILE: inEnglish`Too many files are open. Raise the limit (ulimit -n); it is tried again at every rescan.`,
  ENFILE: inEnglish`Too many files are open on this machine; it is tried again at every rescan.`,
};

/** Why what a place tells could not be taken in, for the person who can mend it. */
export function describeReadError(error: unknown): string {
  const code = fileErrorCode(error) ?? 'error';
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && 'errcode' in error) {
    return inEnglish`What was read could not be kept (${reason}). It is read again at the next rescan. Look at the disk with the journal: it may be full.`;
  }
  return inEnglish`Cannot be read (${reason}), so what it tells is missing here. ${ADVICE[code] ?? inEnglish`It is tried again at every rescan.`}`;
}

/** Why the file system gives no hints of change, and what that means. */
export function describeWatchError(error: Error): string {
  const code = fileErrorCode(error);
  const slower = inEnglish`Changes are still found, by looking every few seconds.`;
  if (code === 'ENOSPC') {
    return inEnglish`The system's limit for watched files is reached. ${slower} Raise fs.inotify.max_user_watches to see them at once.`;
  }
  if (code === 'EMFILE') {
    return inEnglish`The system's limit for open files or watchers is reached. ${slower} Raise ulimit -n or fs.inotify.max_user_instances to see them at once.`;
  }
  return inEnglish`The system cannot watch for changes here (${error.message}). ${slower}`;
}
