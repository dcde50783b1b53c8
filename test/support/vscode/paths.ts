import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');
