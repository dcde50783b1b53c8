/**
 * Stands in for ngrok's agent: takes its arguments, writes what it writes with --log-format json, and passes requests on
 * with the headers that it adds. Only the service behind it is missing: the public address is a name, and the way to it
 * a port of this machine, told in the file that STAND_IN_NGROK_FILE names.
 */
import { writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PUBLIC_HOST } from './tunnelScene.ts';

const [command, target = '', ...flags] = process.argv.slice(2);
const scene = process.env['STAND_IN_NGROK_SCENE'];
const expected = '--log stdout --log-format json --log-level info';
if (command !== 'http' || flags.join(' ') !== expected) {
  process.stderr.write(`ERROR:  unknown flag: ${process.argv.slice(2).join(' ')}\n`);
  process.exit(1);
}

log('info', 'no configuration paths supplied');
log('info', 'open config file', { path: '/home/me/.config/ngrok/ngrok.yml', err: '<nil>' });
log('info', 'starting web service', { obj: 'web', addr: '127.0.0.1:4040', allow_hosts: [] });

if (scene === 'no-login')
  refuse(
    'authentication failed: Usage of ngrok requires a verified account and authtoken.\n\nSign up for an account: https://dashboard.ngrok.com/signup',
    'ERR_NGROK_4018',
  );
else if (scene === 'session-limit')
  refuse('Your account is limited to 1 simultaneous ngrok agent sessions.', 'ERR_NGROK_108');
else if (scene === 'other') refuse('Your account was suspended.', 'ERR_NGROK_9999');
else if (scene === 'no-network')
  log('eror', 'failed to reconnect session', {
    obj: 'tunnels.session',
    err: 'failed to dial ngrok server: no such host',
  });
else open();

// The agent goes on until it is ended.
setInterval(() => undefined, 1_000);

function open(): void {
  const proxy = createServer((incoming, response) => {
    const headers = {
      ...incoming.headers,
      host: PUBLIC_HOST,
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': PUBLIC_HOST,
      'x-forwarded-proto': 'https',
    };
    const [host, port] = target.split(':');
    const outgoing = request({ host, port, path: incoming.url, method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.writeHead(502).end());
    incoming.pipe(outgoing);
  });
  proxy.listen(0, '127.0.0.1', () => {
    const { port } = proxy.address() as AddressInfo;
    writeFileSync(process.env['STAND_IN_NGROK_FILE']!, JSON.stringify({ pid: process.pid, port }));
    log('info', 'client session established', { obj: 'tunnels.session' });
    log('info', 'started tunnel', {
      obj: 'tunnels',
      name: 'command_line',
      addr: `http://${target}`,
      url: `https://${PUBLIC_HOST}`,
    });
  });
}

function refuse(reason: string, code: string): void {
  const err = `${reason}\r\n\r\n${code}\r\n`;
  log('eror', 'failed to reconnect session', { obj: 'tunnels.session', err });
  log('eror', 'session closing', { obj: 'tunnels.session', err });
  log('eror', 'terminating with error', { obj: 'app', err });
  log('crit', 'command failed', { err });
  process.stderr.write(`ERROR:  ${reason}\nERROR:\nERROR:  ${code}\nERROR:\n`);
  process.exit(1);
}

function log(lvl: string, msg: string, fields: object = {}): void {
  process.stdout.write(`${JSON.stringify({ lvl, msg, t: new Date().toISOString(), ...fields })}\n`);
}
