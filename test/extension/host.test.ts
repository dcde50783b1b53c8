import assert from 'node:assert/strict';
import type { HostResult } from '../support/vscode/hostTests.ts';
import { bundleHostTests, runInWebServer, runOnDesktop } from '../support/vscode/hostTests.ts';
import type { Workspace } from '../support/vscode/recordedWorkspace.ts';
import { recordedWorkspace } from '../support/vscode/recordedWorkspace.ts';

describe('the extension in a real extension host', function () {
  this.timeout(180_000);
  let workspace: Workspace;
  let result: HostResult;

  before(async () => {
    workspace = await recordedWorkspace();
    await bundleHostTests();
    const desktop = process.env['LIVESTREAM_TEST_DESKTOP'] === '1';
    result = await (desktop ? runOnDesktop : runInWebServer)(workspace.folder);
    console.log(result.output);
  });
  after(() => workspace.remove());

  it('ran tests', () => {
    assert.ok(result.tests > 0, result.failures.join('\n'));
  });

  it('failed none of them', () => {
    assert.deepEqual(result.failures, []);
  });
});
