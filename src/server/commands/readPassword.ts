import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** A password from the terminal, asked for twice and not shown; from a pipe its text, without the newline at its end. */
export async function readPassword(prompt: string): Promise<string> {
  if (process.stdin.isTTY !== true) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const first = await ask(prompt);
  if ((await ask('Again: ')) === first) return first;
  throw new Error('The two are not the same. Nothing was changed.');
}

/** What is typed goes nowhere: the terminal is not to remember it. */
async function ask(prompt: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  // Ctrl-C is an end, not a password.
  terminal.on('SIGINT', () => process.exit(130));
  // Only now: what is typed after the prompt is not echoed any more.
  process.stdout.write(prompt);
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stdout.write('\n');
  }
}
