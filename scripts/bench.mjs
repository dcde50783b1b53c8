/**
 * `npm run bench`: measures the built server beside a bare loop on this machine; a table, and JSON for machines.
 * `npm run bench -- transcripts [folder]`: how transcripts are read, beside a plain reading of the same files.
 * `npm run bench -- history [events]`: how fast many sessions are listed, searched and replayed.
 * `npm run bench -- trends [events]`: how fast the trends of five million events are told.
 */
import { ensureBuilt, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const [what, ...rest] = process.argv.slice(2);
const script = ['transcripts', 'history', 'trends'].includes(what)
  ? [`test/bench/${what}.ts`, ...rest]
  : ['test/bench/bench.ts', ...process.argv.slice(2)];
run(toolchainNode, ['--disable-warning=ExperimentalWarning', ...script]);
