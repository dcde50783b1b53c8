import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { dataFolder } from '../base/dataFolder.ts';
import { VERSION } from '../base/version.ts';
import type { ModelPrices } from '../../protocol/prices.ts';
import { accessCommands } from './accessCommands.ts';
import { demo } from './demo.ts';
import { emit } from './emit.ts';
import { addHistoryCommands } from './historyCommands.ts';
import { hooksInstall, hooksRemove, hooksStatus } from './hooks.ts';
import { notifyList, notifyTest } from './notify.ts';
import { serve } from './serve.ts';
import { share } from './share.ts';
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
      new Option('--host <host>', 'address to listen on as long as it runs; 0.0.0.0 for every network')
        .env('LIVESTREAM_HOST')
        .default('127.0.0.1'),
    )
    .option('--lan [address]', 'share it in the local network too, with a QR code for the phone')
    .option('--ngrok', 'share it by a tunnel, with your own ngrok (USE_NGROK=true)', isOn(process.env['USE_NGROK']))
    .addOption(new Option('--tls-cert <file>', 'PEM; other devices are served over https').env('LIVESTREAM_TLS_CERT'))
    .addOption(new Option('--tls-key <file>', 'PEM; the key of that certificate').env('LIVESTREAM_TLS_KEY'))
    .option(
      '--require-token',
      'let nobody in without a credential, not even programs on this machine (LIVESTREAM_REQUIRE_TOKEN=true)',
      isOn(process.env['LIVESTREAM_REQUIRE_TOKEN']),
    )
    .option(
      '--claude-dir <dir>',
      "Claude Code's folder; repeatable (default: CLAUDE_CONFIG_DIR, else ~/.claude)",
      collect,
      [],
    )
    .option('--codex-dir <dir>', "Codex's folder; repeatable (default: CODEX_HOME, else ~/.codex)", collect, [])
    .option('--no-claude', 'do not watch Claude Code')
    .option('--no-codex', 'do not watch Codex')
    .addOption(
      new Option(
        '--prices <json>',
        'USD per million tokens of models without a price: {"model":{"input":3,"output":15}}',
      )
        .env('LIVESTREAM_PRICES')
        .default({})
        .argParser(prices),
    )
    .option('--keep-days <days>', 'delete sessions that showed no life for so long (default: keep all)', positive)
    .option('--keep-mb <megabytes>', 'delete the oldest sessions beyond so much (default: keep all)', positive)
    .addOption(dataDir)
    .option('--no-open', 'do not open the dashboard in the browser')
    .option('--json', 'print one line of JSON when ready, and nothing else')
    .option('--exit-when-unused', 'stop when no client with the token is connected any more', false)
    .option('--replace-older', 'take the place of a running server of an older version that has this option too', false)
    .action(serve);
  program
    .command('share [address]')
    .description('open the running server to the network and show a QR code for the phone')
    .option('--ngrok', 'by a tunnel, with your own ngrok')
    .option('--stop', 'end it, and disconnect who came that way')
    .option('--json', 'print one line of JSON, with the address to open as pairing_url')
    .addOption(dataDir)
    .action(share);
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
    .addOption(
      new Option('--token <token>', 'for a server elsewhere; rather by the environment').env('LIVESTREAM_TOKEN'),
    )
    .addOption(dataDir)
    .action(emit);
  addHistoryCommands(program, dataDir);
  const hooks = program
    .command('hooks')
    .description('have Claude Code and Codex tell at once when a session works, waits for you or ends')
    // A reader that has seen enough, such as `head`, must not stop a change half way.
    .hook('preAction', () => void process.stdout.on('error', () => undefined));
  for (const [name, description, action] of [
    ['install', 'show what is added to their settings, ask, and add it', hooksInstall],
    ['remove', 'take out again what was added, and nothing else', hooksRemove],
    ['status', 'where they are installed, and whom they tell', hooksStatus],
  ] as const)
    hooks
      .command(name)
      .description(description)
      .option('--yes', 'do not ask')
      .option('--claude-dir <dir>', 'settings of Claude Code (default: CLAUDE_CONFIG_DIR, else ~/.claude)')
      .option('--codex-dir <dir>', 'settings of Codex (default: CODEX_HOME, else ~/.codex)')
      .option('--no-claude', 'leave Claude Code alone')
      .option('--no-codex', 'leave Codex alone')
      .option('--no-status-line', "leave Claude Code's status line alone")
      .addOption(dataDir)
      .action(action);
  const notify = program
    .command('notify')
    .description('the channels that alerts are sent by, and the newest deliveries')
    .addOption(dataDir)
    .action(notifyList);
  notify
    .command('test [channel]')
    .description('send a test message to a channel, or to all')
    .addOption(dataDir)
    .action((channel: string | undefined, _options, command: Command) =>
      notifyTest(channel, command.optsWithGlobals()),
    );
  accessCommands(program, dataDir);
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

/** Somebody who sets a variable to "false" does not want it. */
function isOn(value: string | undefined): boolean {
  return /^(true|1|yes|on)$/i.test(value ?? '');
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

/** What a person gives as prices is checked before any number is shown by it. */
function prices(value: string): ModelPrices {
  const usd = z.number().min(0);
  const cache = {
    cacheRead: usd.exactOptional(),
    cacheWrite5m: usd.exactOptional(),
    cacheWrite1h: usd.exactOptional(),
  };
  const shape = z.record(z.string(), z.strictObject({ input: usd, output: usd, ...cache }));
  const example = 'for instance {"my-model":{"input":3,"output":15,"cacheRead":0.3}}';
  try {
    const parsed = shape.safeParse(JSON.parse(value));
    if (parsed.success) return parsed.data;
  } catch {
    throw new InvalidArgumentError(`Prices are JSON, ${example}.`);
  }
  throw new InvalidArgumentError(`Prices are USD per million tokens by model, ${example}.`);
}

function positive(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('It is a number above 0.');
}
