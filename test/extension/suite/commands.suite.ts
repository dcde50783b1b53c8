import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../src/extension/commands.ts';
import { DEFAULTS } from '../../../src/extension/settings.ts';
import { EXTENSION_ID } from './runningServer.ts';
import { waitFor } from './waitFor.ts';

describe('activation', () => {
  it('comes by itself when a window opens', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension, 'the extension is not there');
    await waitFor(() => extension.isActive);
  });

  it('registers every command that it names', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = Object.values(COMMANDS).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });

  it('offers every setting with its default', () => {
    const configuration = vscode.workspace.getConfiguration('livestream');
    for (const [name, value] of Object.entries(DEFAULTS)) {
      assert.deepEqual(configuration.inspect(name)?.defaultValue, value, name);
    }
  });

  it('does not let a workspace choose programs, folders or addresses', async () => {
    const configuration = vscode.workspace.getConfiguration('livestream');
    for (const name of ['nodePath', 'dataDir', 'host', 'port', 'keepRunning', 'requireToken']) {
      await assert.rejects(async () => configuration.update(name, null, vscode.ConfigurationTarget.Workspace), name);
    }
  });
});
