declare const __VERSION__: string | undefined;

/** The package's version, put in by the build; sources run unbuilt in tests have none. */
export const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-source';
