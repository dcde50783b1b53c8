/** `npm start`: installs and builds what is missing, then runs the server, shared with the phone. */
import { spawn } from 'node:child_process';
import { ensureBuilt, ensureInstalled, projectDir, toolchainNode } from './toolchain.mjs';
import { join } from 'node:path';

ensureInstalled();
ensureBuilt();

const args = process.argv.slice(2);
const COMMANDS = [
  'share',
  'devices',
  'links',
  'tokens',
  'users',
  'demo',
  'emit',
  'export',
  'hooks',
  'status',
  'stop',
  'help',
];
const INFORMATION = ['--help', '-h', '--version', '-V'];
const serves = !args.some((arg) => [...COMMANDS, ...INFORMATION].includes(arg));
const saysWhere = process.env.LIVESTREAM_HOST || args.some((arg) => /^--(host|lan)(=|$)/.test(arg));
// The server alone serves this machine only. `npm start` is the way to the phone: the QR code lets one device in, and
// without such a code nobody gets in. `npm start -- --host 127.0.0.1` stays on this machine.
const lan = serves && !saysWhere ? ['--lan'] : [];

// npm runs scripts in the project's folder; the person may stand elsewhere.
const cwd = process.env.INIT_CWD ?? process.cwd();
const server = spawn(toolchainNode, [join(projectDir, 'dist', 'server.js'), ...args, ...lan], {
  cwd,
  stdio: 'inherit',
});

// Ctrl-C reaches the server too; this process only waits for it, so that nothing is cut short.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
