import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { launchServer } from '../../../src/extension/launchServer.ts';
import type { Launched } from '../../../src/extension/launchServer.ts';
import { ServerProblem } from '../../../src/extension/serverProblem.ts';
import { standInScript } from './standInServer.ts';

async function launch(source: string, runtime = process.execPath): Promise<Launched & { lines: string[] }> {
  const { script, dataDir } = await standInScript(source);
  const lines: string[] = [];
  try {
    const launched = await launchServer({ runtime, script, args: [dataDir] }, (line) => lines.push(line));
    return { ...launched, lines };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const ready = (pid: string): string =>
  `console.log(JSON.stringify({ url: 'http://127.0.0.1:1', port: 1, pid: ${pid}, dataDir: process.argv[2] }));`;

async function problem(source: string, runtime?: string): Promise<ServerProblem> {
  const error = await launch(source, runtime).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ServerProblem, String(error));
  return error;
}

describe('starting the server', () => {
  it('returns where it is, with its key', async () => {
    const { endpoint, child } = await launch(`${ready('process.pid')} setInterval(() => {}, 1000);`);
    assert.equal(endpoint.token, 'secret');
    assert.equal(endpoint.pid, child?.pid);
    child?.kill();
    await once(child!, 'exit');
  });

  it('owns no process when another server answered', async () => {
    const { endpoint, child } = await launch(ready('1'));
    assert.equal(endpoint.pid, 1);
    assert.equal(child, null);
  });

  it('says what a server said that could not start, and which setting may help', async () => {
    const { message, setting } = await problem(
      `console.error('Port 8080 is used by another program.'); process.exitCode = 1;`,
    );
    assert.match(message, /Port 8080 is used by another program\./);
    assert.equal(setting, 'port');
  });

  it('points to the runtime when that lacks what the server needs', async () => {
    const { message, setting } = await problem(`console.error('Node 18 has no node:sqlite.'); process.exitCode = 78;`);
    assert.match(message, /Node 18 has no node:sqlite\./);
    assert.match(message, new RegExp(process.execPath));
    assert.equal(setting, 'nodePath');
  });

  it('points to the runtime when there is none', async () => {
    assert.equal((await problem('', '/nowhere/node')).setting, 'nodePath');
  });

  it('does not pass on what the editor set for its own processes', async () => {
    process.env['VSCODE_IPC_HOOK'] = 'x';
    const { lines, child } = await launch(
      `console.error(process.env.VSCODE_IPC_HOOK + ' ' + process.env.ELECTRON_RUN_AS_NODE); setTimeout(() => { ${ready('process.pid')} }, 50);`,
    );
    delete process.env['VSCODE_IPC_HOOK'];
    if (child?.exitCode === null) await once(child, 'exit');
    assert.deepEqual(lines, ['undefined 1']);
  });
});
