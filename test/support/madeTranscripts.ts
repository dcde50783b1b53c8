import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const HOUR = 3_600_000;

export interface MadeAnswer {
  /** The provider's id of the request. */
  readonly request: string;
  readonly output: number;
  /** The session whose request it was, where a fork copied the line. */
  readonly asker?: string;
}

export interface MadeTranscript {
  readonly session: string;
  readonly answers: readonly MadeAnswer[];
  readonly project?: string;
  /** How long ago it was last written, ms. Long enough that it is only summed up, where nothing is said. */
  readonly age?: number;
}

/** An id such as sessions have, the same for the same number. */
export function sessionId(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** The smallest transcript of Claude Code that says something: a prompt, and answers to it. */
export function transcriptText({ session, answers, age = 3 * HOUR }: MadeTranscript): string {
  const began = Date.now() - age - 60_000;
  const shared = {
    sessionId: session,
    cwd: '/work/made',
    version: '2.1.330',
    userType: 'external',
    isSidechain: false,
  };
  const at = (index: number): object => ({ timestamp: new Date(began + index * 1000).toISOString() });
  const prompt = { ...shared, ...at(0), type: 'user', uuid: `${session}-prompt`, message: { role: 'user', content: `Build ${session}` } }; // prettier-ignore
  const lines = answers.map(({ request, output, asker }, index) => ({
    ...shared,
    ...at(index + 1),
    type: 'assistant',
    // A copy keeps its id.
    uuid: `${asker ?? session}-${request}`,
    requestId: request,
    ...(asker === undefined ? {} : { requestSessionId: asker }),
    message: {
      id: `msg_${request}`,
      role: 'assistant',
      model: 'claude-sonnet-4-5-20250929',
      content: [{ type: 'text', text: 'Done.' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: output },
    },
  }));
  return [prompt, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Writes a transcript below Claude Code's folder `home`; its path. */
export function writeTranscript(home: string, made: MadeTranscript): string {
  return writeOld(transcriptPath(home, made), transcriptText(made), made.age);
}

export function transcriptPath(
  home: string,
  { session, project = '-work-made' }: Omit<MadeTranscript, 'answers'>,
): string {
  return join(home, 'projects', project, `${session}.jsonl`);
}

/** Writes a file as it was written some time ago. */
export function writeOld(path: string, content: string | Uint8Array, age = 3 * HOUR): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const at = (Date.now() - age) / 1000;
  utimesSync(path, at, at);
  return path;
}

/** Some sessions, each with one request of its own. */
export function writeSessions(home: string, count: number, first = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const session = sessionId(first + index);
    writeTranscript(home, {
      session,
      answers: [{ request: `req_${session}`, output: 100 }],
      project: `-work-${index % 20}`,
    });
    return session;
  });
}
