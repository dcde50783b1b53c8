/**
 * `npm run bench`: measures the built server beside a bare loop on this machine; a table, and JSON for machines.
 * `npm run bench -- transcripts [folder]`: how transcripts are read, beside a plain reading of the same files.
 * `npm run bench -- history [events]`: how fast many sessions are listed, searched and replayed.
 * `npm run bench -- trends [events]`: how fast the trends of five million events are told.
 * `npm run bench -- page [lines] [events]`: frames and memory of the dashboard's page, in a browser.
 * `npm run bench -- lighthouse`: what Lighthouse says of the page on a phone; fails below 95 of 100.
 * `npm run bench -- activation [windows]`: what the extension takes of a window's start, as VS Code counts it.
 */
import { ensureBuilt, ensureChromium, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const [what, ...rest] = process.argv.slice(2);
const script = ['transcripts', 'history', 'trends', 'page', 'lighthouse', 'activation'].includes(what)
  ? [`test/bench/${what}.ts`, ...rest]
  : ['test/bench/bench.ts', ...process.argv.slice(2)];
const env = ['page', 'lighthouse'].includes(what) ? { ...process.env, CHROMIUM_PATH: ensureChromium() } : process.env;
run(toolchainNode, ['--disable-warning=ExperimentalWarning', ...script], { env });
