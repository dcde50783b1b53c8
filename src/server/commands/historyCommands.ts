import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { EXPORT_FORMATS } from '../../protocol/exportFormats.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { deleteSession, pinSession } from './sessions.ts';

/** The commands that look back: export, import, replay, report, and what becomes of old sessions. */
export function addHistoryCommands(program: Command, dataDir: Option): void {
  program
    .command('export <session>')
    .description('write a whole session to stdout or a file')
    .addOption(new Option('--format <format>', 'what to write').choices([...EXPORT_FORMATS]).default('json'))
    .option('--output <file>', 'where to write it (default: stdout)')
    .addOption(dataDir)
    .action(exportCommand);
  program
    .command('import <file>')
    .description('take in an export (JSON, JSONL) or a recorded events.jsonl; doing it again adds nothing')
    .addOption(dataDir)
    .action(importCommand);
  program
    .command('replay <file>')
    .description('show an export or a recorded events.jsonl, and nothing else, on a server of its own')
    .option('--port <port>', '0 for any free one', port, 0)
    .option('--no-open', 'do not open the dashboard in the browser')
    .action(replayCommand);
  program
    .command('report')
    .description('what happened last night, or at another time')
    .option('--from <time>', 'ISO 8601; without a zone it is local (default: yesterday 18:00)')
    .option('--to <time>', 'the same (default: today 09:00, or now if that is earlier)')
    .addOption(new Option('--format <format>', 'what to write').choices(['md', 'html', 'json']).default('md'))
    .option('--output <file>', 'where to write it (default: stdout)')
    .addOption(dataDir)
    .action(reportCommand);
  const sessions = program.command('sessions').description('what becomes of sessions that are over');
  sessions
    .command('delete <session>')
    .description('forget a session and all that it said; its own files stay, and are not read again')
    .addOption(dataDir)
    .action(deleteSession);
  for (const [name, pinned, description] of [
    ['pin', true, 'keep a session whatever --keep-days and --keep-mb say'],
    ['unpin', false, 'let them apply to it again'],
  ] as const)
    sessions
      .command(`${name} <session>`)
      .description(description)
      .addOption(dataDir)
      .action((session: string, options: { dataDir: string }) => pinSession(session, pinned, options));
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
