#!/usr/bin/env node
import { isBuiltin } from 'node:module';

/** What sysexits.h calls EX_CONFIG: this runtime will not do. The extension knows it. */
const EXIT_WRONG_RUNTIME = 78;

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
