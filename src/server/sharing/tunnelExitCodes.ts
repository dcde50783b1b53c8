/** As a shell says it: there is no such program. */
export const PROGRAM_MISSING = 127;
/** As a shell says it: it is there and cannot be run. */
export const PROGRAM_NOT_STARTED = 126;
