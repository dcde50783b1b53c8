/** `npm run bench`: measures the built server beside a bare loop on this machine; a table, and JSON for machines. */
import { ensureBuilt, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
run(toolchainNode, ['--disable-warning=ExperimentalWarning', 'test/bench/bench.ts', ...process.argv.slice(2)]);
