import assert from 'node:assert/strict';
import { readLogLine, withoutSecrets } from '../../../src/extension/serverLog.ts';

describe('the log of the server in the editor', () => {
  it('shows JSON lines as text with their level', () => {
    const line = '{"level":50,"time":1,"pid":2,"hostname":"h","place":"journal","msg":"The disk is full"}';
    assert.deepEqual(readLogLine(line), { level: 'error', text: 'The disk is full {"place":"journal"}' });
    assert.deepEqual(readLogLine('{"level":60,"msg":"m"}'), { level: 'error', text: 'm' });
  });

  it('shows any other line as it is', () => {
    assert.deepEqual(readLogLine('{half'), { level: 'info', text: '{half' });
    assert.deepEqual(readLogLine('plain'), { level: 'info', text: 'plain' });
  });

  it('never shows a key', () => {
    const key = 'q1w2e3r4t5y6-_u7i8o9';
    for (const line of [
      `http://10.0.0.2/?token=${key}`,
      `{"token":"${key}"}`,
      `Authorization: Bearer ${key}`,
      `token: ${key}`,
      `GET /pair?code=${key}`,
      `GET /link/${key}`,
    ]) {
      assert.ok(!withoutSecrets(line).includes(key), line);
    }
    assert.equal(withoutSecrets('44.4 k tokens used'), '44.4 k tokens used');
  });
});
