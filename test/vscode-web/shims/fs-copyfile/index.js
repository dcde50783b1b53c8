/** Stands in for the native @vscode/fs-copyfile. */
export { constants, copyFileSync } from 'node:fs';
export { copyFile, cp } from 'node:fs/promises';
export const isCloneSupported = () => false;
