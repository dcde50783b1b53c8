import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './runServer.ts';
import type { RunningServer, ServerSetup } from './runServer.ts';

/** What a test makes: folders, servers, sockets. All of it is gone at the end, whatever became of the test. */
export interface Scene {
  /** A new, empty folder. */
  readonly folder: () => string;
  /** A running server. Without other wishes it watches a new folder, and keeps its data in another. */
  readonly server: (setup?: ServerSetup) => Promise<RunningServer>;
  /** Something to do at the end; the last one first. */
  readonly atEnd: (work: () => unknown) => void;
}

/** `useScene(afterEach)` for one test at a time, `useScene(after)` for all tests of a `describe`. */
export function useScene(hook: (end: () => Promise<void>) => void): Scene {
  const ends: (() => unknown)[] = [];
  const atEnd = (work: () => unknown): void => void ends.push(work);
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'livestream-test-'));
    atEnd(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
    return path;
  };
  hook(async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  });
  return {
    folder,
    atEnd,
    server: async (setup = {}) => {
      const server = await startServer({
        ...setup,
        roots: setup.roots ?? [folder()],
        dataDir: setup.dataDir ?? folder(),
      });
      atEnd(() => (hasExited(server) ? undefined : server.kill()));
      return server;
    },
  };
}

function hasExited({ process }: RunningServer): boolean {
  return process.exitCode !== null || process.signalCode !== null;
}
