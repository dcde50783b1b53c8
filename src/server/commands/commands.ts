import { Command, InvalidArgumentError, Option } from 'commander';
import { dataFolder } from '../base/dataFolder.ts';
import { VERSION } from '../base/version.ts';
import { demo } from './demo.ts';
import { emit } from './emit.ts';
import { exportCommand } from './export.ts';
import { serve } from './serve.ts';
import { status, stop } from './statusAndStop.ts';

/** The command line. Exit codes: 0 done, 1 it could not be done and stderr says why, 2 wrong usage. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const program = new Command('livestream')
    .description('Watch autonomous coding sessions live: in the browser, on the phone, in VS Code.')
    .version(VERSION)
    .showHelpAfterError('"--help" lists the commands and their options.')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  const dataDir = new Option('--data-dir <dir>', 'where the journal and the logs are kept (LIVESTREAM_DATA_DIR)')
    .default(dataFolder(undefined, process.env))
    .argParser((dir) => dataFolder(dir, process.env));

  program
    .command('serve', { isDefault: true })
    .description('start the server and open the dashboard')
    .option(
      '--root <dir>',
      'a folder where Context Foundry runs; repeatable (default: this folder; "" for none)',
      collect,
      [],
    )
    .addOption(new Option('--port <port>', '0 for any free one').env('LIVESTREAM_PORT').default(8080).argParser(port))
    .addOption(
      new Option('--host <host>', 'address to listen on; 0.0.0.0 for other devices too')
        .env('LIVESTREAM_HOST')
        .default('127.0.0.1'),
    )
    .addOption(dataDir)
    .option('--no-open', 'do not open the dashboard in the browser')
    .option('--json', 'print one line of JSON when ready, and nothing else')
    .option('--exit-when-unused', 'stop when no client with the token is connected any more', false)
    .action(serve);
  program
    .command('demo')
    .description('play an overnight session through real files, into a running server or one of its own')
    .option('--speed <factor>', 'times faster than life', positive, 60)
    .addOption(new Option('--port <port>', '0 for any free one').env('LIVESTREAM_PORT').default(8080).argParser(port))
    .addOption(dataDir)
    .option('--no-open', 'do not open the dashboard in the browser')
    .action(demo);
  program
    .command('emit <session> <type> [data...]')
    .description('post one event; data as key=value, where the value may be JSON')
    .addOption(new Option('--url <url>', 'of the server').env('LIVESTREAM_URL'))
    .addOption(dataDir)
    .action(emit);
  program
    .command('export <session>')
    .description('write a whole session as JSON to stdout')
    .addOption(dataDir)
    .action(exportCommand);
  program.command('status').description('what runs, and what it knows').addOption(dataDir).action(status);
  program.command('stop').description('stop the running server').addOption(dataDir).action(stop);

  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function positive(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('The speed is a number above 0.');
}
