import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { launchServer } from '../../../src/extension/launchServer.ts';
import type { Launched } from '../../../src/extension/launchServer.ts';
import { ServerProblem } from '../../../src/extension/serverProblem.ts';
import { standInScript } from './standInServer.ts';

async function launch(source: string): Promise<Launched & { lines: string[] }> {
  const { script, dataDir } = await standInScript(source);
  const lines: string[] = [];
  try {
    const launched = await launchServer({ runtime: process.execPath, script, args: [dataDir] }, (line) =>
      lines.push(line),
    );
    return { ...launched, lines };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function problem(source: string): Promise<ServerProblem> {
  const error = await launch(source).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ServerProblem, String(error));
  return error;
}

describe('starting the server', () => {
  it('points to the runtime when that lacks what the server needs', async () => {
    const { message, setting } = await problem(`console.error('Node 18 has no node:sqlite.'); process.exitCode = 78;`);
    assert.match(message, /Node 18 has no node:sqlite\./);
    assert.ok(message.includes(process.execPath));
    assert.equal(setting, 'nodePath');
  });

  it('points to the runtime when what it starts is no server', async () => {
    const { message, setting } = await problem(`console.log('Hello'); setInterval(() => {}, 1000);`);
    assert.ok(message.includes(process.execPath));
    assert.equal(setting, 'nodePath');
  });

  it('names no setting when none would help', async () => {
    const { message, setting } = await problem(`console.error('The journal is damaged.'); process.exitCode = 1;`);
    assert.match(message, /The journal is damaged\./);
    assert.equal(setting, null);
  });

  it('does not pass on what the editor set for its own processes', async () => {
    process.env['VSCODE_IPC_HOOK'] = 'x';
    const { lines, child } = await launch(
      `console.error(process.env.VSCODE_IPC_HOOK + ' ' + process.env.ELECTRON_RUN_AS_NODE); setTimeout(() => {
        console.log(JSON.stringify({ url: 'http://127.0.0.1:1', port: 1, pid: process.pid, dataDir: process.argv[2] }));
      }, 50);`,
    );
    delete process.env['VSCODE_IPC_HOOK'];
    if (child?.exitCode === null) await once(child, 'exit');
    assert.deepEqual(lines, ['undefined 1']);
  });
});
