import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where the stand-in says that the world finds it. */
export const PUBLIC_HOST = 'a1b2-198-51-100-9.ngrok.example';

export type TunnelPlot = 'open' | 'no-login' | 'session-limit' | 'other' | 'no-network';

export interface RunningAgent {
  readonly pid: number;
  /** By which a test comes to the server as a visitor of the public address does. */
  readonly port: number;
}

/** Puts an `ngrok` into a folder of the test; the environment in which it is found, and what it told of itself. */
export function standInNgrok(folder: string, plot: TunnelPlot) {
  const [program, file] = [join(folder, 'ngrok'), join(folder, 'agent.json')];
  const script = join(import.meta.dirname, 'standInNgrok.ts');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(program, 0o755);
  return {
    env: {
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
      STAND_IN_NGROK_SCENE: plot,
      STAND_IN_NGROK_FILE: file,
    },
    agent: (): RunningAgent | undefined =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunningAgent) : undefined,
  };
}

/** An environment in which there is no ngrok, whatever this machine has. */
export function withoutNgrok(folder: string): { readonly env: NodeJS.ProcessEnv } {
  return { env: { PATH: folder } };
}
