#!/usr/bin/env node
import { isBuiltin } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/** What sysexits.h calls EX_CONFIG: this runtime will not do. The extension knows it. */
const EXIT_WRONG_RUNTIME = 78;

// The server runs all night beside the agents, on their machine. Most of what it makes is short-lived, and V8 would keep
// ever more memory ready for that: 60 MB of young objects and 40 MB of old ones after the first look at 10,000 transcripts.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=40');

if (isBuiltin('node:sqlite')) {
  // Loaded only now: a runtime without node:sqlite cannot even read it.
  void import('./commands/commands.ts').then(({ runCommand }) => runCommand(process.argv));
} else {
  process.stderr.write(
    `Livestream keeps its journal in SQLite, which ${process.release.name} ${process.version} does not have. ` +
      'Run it with Node 22.13 or later; in VS Code, set "livestream.nodePath" to such a node.\n',
  );
  process.exitCode = EXIT_WRONG_RUNTIME;
}
