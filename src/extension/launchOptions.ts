import type { Launch } from './launchServer.ts';
import type { Settings } from './settings.ts';

/** How to start the server with these settings. Without a `nodePath` the editor's own runtime runs it. */
export function launchOptions(settings: Settings, script: string, roots: readonly string[]): Launch {
  return {
    runtime: settings.nodePath || process.execPath,
    script,
    args: [
      // Without any the server would watch the folder it is started in.
      ...(roots.length > 0 ? roots : ['']).flatMap((root) => ['--root', root]),
      ...['--port', String(settings.port), '--host', settings.host, '--no-open', '--json', '--replace-older'],
      ...(settings.requireToken ? ['--require-token'] : []),
      ...(settings.dataDir === '' ? [] : ['--data-dir', settings.dataDir]),
      ...(settings.keepRunning ? [] : ['--exit-when-unused']),
      ...agentOptions(settings),
      ...retentionOptions(settings),
    ],
  };
}

/** Where coding agents' sessions are looked for, and what their models cost. */
function agentOptions({ claude, codex, claudeDirs, codexDirs, prices }: Settings): readonly string[] {
  return [
    ...(claude ? claudeDirs.flatMap((folder) => ['--claude-dir', folder]) : ['--no-claude']),
    ...(codex ? codexDirs.flatMap((folder) => ['--codex-dir', folder]) : ['--no-codex']),
    ...(Object.keys(prices).length === 0 ? [] : ['--prices', JSON.stringify(prices)]),
  ];
}

/** From when on sessions are deleted by themselves. */
function retentionOptions({ retentionDays: days, retentionMegabytes: megabytes }: Settings): readonly string[] {
  return [
    ...(days > 0 ? ['--keep-days', String(days)] : []),
    ...(megabytes > 0 ? ['--keep-mb', String(megabytes)] : []),
  ];
}
