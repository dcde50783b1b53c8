import assert from 'node:assert/strict';
import { explainNgrokError, readNgrokLine } from '../../../../src/server/sharing/ngrok.ts';

const NO_LOGIN =
  'authentication failed: Usage of ngrok requires a verified account and authtoken.\n\nSign up for an account: https://dashboard.ngrok.com/signup\nInstall your authtoken: https://dashboard.ngrok.com/get-started/your-authtoken\r\n\r\nERR_NGROK_4018\r\n';

describe('what ngrok writes to its log', () => {
  it('gives the public address, however the local one is written', () => {
    for (const addr of ['http://127.0.0.1:8080', { Scheme: 'http', Host: '127.0.0.1:8080' }]) {
      const line = log({
        msg: 'started tunnel',
        obj: 'tunnels',
        name: 'command_line',
        addr,
        url: 'https://a1b2.ngrok.app',
      });
      assert.deepEqual(readNgrokLine(line), { kind: 'open', url: 'https://a1b2.ngrok.app/' });
    }
  });

  it('tells that the connection stands', () => {
    const line = log({ msg: 'client session established', obj: 'tunnels.session' });
    assert.deepEqual(readNgrokLine(line), { kind: 'connected' });
  });

  it('says nothing of what does not matter, and nothing of what is no log', () => {
    const lines = [
      log({ msg: 'starting web service', obj: 'web', addr: '127.0.0.1:4040', allow_hosts: [] }),
      log({ msg: 'open config file', path: '/home/me/ngrok.yml', err: '<nil>' }),
      log({ msg: 'failed to reconnect session', err: '<nil>' }),
      log({ msg: 'started tunnel' }),
      'ERROR:  no JSON',
      '',
      '[]',
      'null',
    ];
    for (const line of lines) assert.equal(readNgrokLine(line), undefined, line);
  });

  it('says what to do when nobody is logged in', () => {
    const news = trouble(log({ lvl: 'eror', msg: 'failed to reconnect session', err: NO_LOGIN }));
    assert.equal(news.isFinal, true);
    assert.match(news.message, /^ngrok is not logged in: .*ngrok config add-authtoken TOKEN \(ERR_NGROK_4018\)\.$/);
    assert.doesNotMatch(news.message, /[\r\n]/);
  });

  it('says what to do when the account allows no further agent', () => {
    const err = 'Your account is limited to 1 simultaneous ngrok agent sessions.\r\n\r\nERR_NGROK_108\r\n';
    assert.match(trouble(log({ msg: 'session closing', err })).message, /stop the other one.*ERR_NGROK_108/);
  });

  it('repeats any other refusal, with the page that explains it', () => {
    const err = 'The endpoint is not allowed here.\r\n\r\nERR_NGROK_9999\r\n';
    const { message, isFinal } = trouble(log({ lvl: 'crit', msg: 'command failed', err }));
    assert.equal(isFinal, true);
    assert.match(message, /The endpoint is not allowed here\. https:\/\/ngrok\.com\/docs\/errors\/err_ngrok_9999/);
  });

  it('never repeats the token', () => {
    const err = 'The authtoken you specified does not look right.\nYour authtoken: 2abcSECRET\r\n\r\nERR_NGROK_105\r\n';
    assert.doesNotMatch(trouble(log({ msg: 'failed to reconnect session', err })).message, /SECRET/);
    assert.doesNotMatch(explainNgrokError(err.replace('105', '9998'))!.message, /SECRET/);
  });

  it('takes a lost network for what it is: ngrok tries again', () => {
    const err = 'failed to dial ngrok server with address "connect.ngrok-agent.com:443": no route to host';
    const { message, isFinal } = trouble(log({ msg: 'failed to reconnect session', err }));
    assert.equal(isFinal, false);
    assert.match(message, /tries again: failed to dial/);
  });

  it('understands the same said on stderr', () => {
    const stderr = NO_LOGIN.split('\n')
      .map((line) => `ERROR:  ${line}`)
      .join('\n');
    assert.match(explainNgrokError(stderr)!.message, /^ngrok is not logged in/);
  });
});

function log(fields: object): string {
  return JSON.stringify({ lvl: 'info', t: '2026-09-12T20:25:17+0200', ...fields });
}

function trouble(line: string) {
  const news = readNgrokLine(line);
  assert.ok(news?.kind === 'trouble');
  return news;
}
