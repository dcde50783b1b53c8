/**
 * `npm run bench`: measures the built server beside a bare loop on this machine; a table, and JSON for machines.
 * `npm run bench -- transcripts [folder]`: how transcripts are read, beside a plain reading of the same files.
 */
import { ensureBuilt, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const [what, ...rest] = process.argv.slice(2);
const script =
  what === 'transcripts' ? ['test/bench/transcripts.ts', ...rest] : ['test/bench/bench.ts', ...process.argv.slice(2)];
run(toolchainNode, ['--disable-warning=ExperimentalWarning', ...script]);
