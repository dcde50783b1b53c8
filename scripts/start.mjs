/** `npm start`: installs and builds what is missing, then runs the server, shared with the phone. */
import { spawn } from 'node:child_process';
import { ensureBuilt, ensureInstalled, projectDir, toolchainNode } from './toolchain.mjs';
import { join } from 'node:path';

ensureInstalled();
ensureBuilt();

const args = process.argv.slice(2);
const COMMANDS = ['demo', 'emit', 'export', 'status', 'stop', 'help', '--help', '-h', '--version'];
const serves = !args.some((arg) => COMMANDS.includes(arg));
const namesHost = process.env.LIVESTREAM_HOST || args.some((arg) => arg === '--host' || arg.startsWith('--host='));
// The server alone listens on this machine only. `npm start` is the way to the phone: the QR code holds a token, and
// without it nobody gets in. `npm start -- --host 127.0.0.1` stays on this machine.
const host = serves && !namesHost ? ['--host', '0.0.0.0'] : [];

// npm runs scripts in the project's folder; the person may stand elsewhere.
const cwd = process.env.INIT_CWD ?? process.cwd();
const server = spawn(toolchainNode, [join(projectDir, 'dist', 'server.js'), ...args, ...host], {
  cwd,
  stdio: 'inherit',
});

// Ctrl-C reaches the server too; this process only waits for it, so that nothing is cut short.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
