import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { isAlive } from '../../../src/server/base/isAlive.ts';
import { COMMANDS } from '../../../src/extension/commands.ts';
import { ask, runningServer } from './runningServer.ts';
import { waitFor } from './waitFor.ts';

const SESSION = 'weather-app_20261123_002504';

interface Row {
  readonly id: string;
  readonly iterations: number;
  readonly is_complete: boolean;
}

describe('the server of the extension', () => {
  it('is started with the window and watches its folder', async () => {
    const server = await runningServer();
    const row = await waitFor(async () => {
      const { sessions } = await ask<{ sessions: readonly Row[] }>(server, '/api/sessions');
      return sessions.find(({ id, iterations }) => id === SESSION && iterations === 7);
    });
    assert.equal(row.is_complete, true);
  });

  it('is shown in a panel', async () => {
    await vscode.commands.executeCommand(COMMANDS.openDashboard);
    const panel = await waitFor(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('livestream.dashboard'),
        ),
    );
    assert.equal(panel.label, 'Livestream');
    await vscode.window.tabGroups.close(panel);
  });

  it('exports a session as JSON', async () => {
    await runningServer();
    const target = vscode.Uri.file(join(await mkdtemp(join(tmpdir(), 'livestream-export-')), 'session.json'));
    const text = await waitFor(async () => {
      await vscode.commands.executeCommand(COMMANDS.exportSession, SESSION, target);
      return readFile(target.fsPath, 'utf8').catch(() => null);
    });
    assert.match(JSON.stringify(JSON.parse(text)), new RegExp(SESSION));
    await rm(dirname(target.fsPath), { recursive: true });
  });

  it('is found or started again after it was killed', async () => {
    const killed = await runningServer();
    process.kill(killed.pid, 'SIGKILL');
    const next = await runningServer(killed.pid);
    assert.notEqual(next.pid, killed.pid);
  });

  it('stops when asked and starts when asked', async () => {
    const server = await runningServer();
    await vscode.commands.executeCommand(COMMANDS.stopServer);
    assert.equal(isAlive(server.pid), false);
    await vscode.commands.executeCommand(COMMANDS.startServer);
    await runningServer(server.pid);
  });

  it('is another one after a restart', async () => {
    const server = await runningServer();
    await vscode.commands.executeCommand(COMMANDS.restartServer);
    await runningServer(server.pid);
    assert.equal(isAlive(server.pid), false);
  });
});
