import { findRunningServer, requestServer } from '../base/runningServer.ts';
import type { ServerFile } from '../base/discovery.ts';
import type { CommonOptions } from './commonOptions.ts';

/** Deliveries that are listed. */
const LISTED = 20;

interface Channel {
  readonly name: string;
  readonly type: string;
  readonly enabled: boolean;
}

interface SettingsAnswer {
  readonly settings: { readonly channels: readonly Channel[] };
  readonly channels: readonly { readonly name: string; readonly waiting: number; readonly problem: string | null }[];
}

interface AlertsAnswer {
  readonly alerts: readonly {
    readonly title: string;
    readonly deliveries: readonly {
      readonly channel: string;
      readonly status: string;
      readonly answer: string;
      readonly time: string;
    }[];
  }[];
}

/** `livestream notify`: the channels, and the newest deliveries. */
export async function notifyList({ dataDir }: CommonOptions): Promise<void> {
  const server = await running(dataDir);
  const told = await settingsOf(server);
  const { alerts } = (await (await requestServer(server, 'api/alerts')).json()) as AlertsAnswer;
  const channels = told.settings.channels.map(({ name, type, enabled }) => {
    const { waiting = 0, problem = null } = told.channels.find((each) => each.name === name) ?? {};
    const state = enabled ? (problem ?? 'ready') : 'off';
    return `${name} (${type}): ${state}${waiting > 0 ? `; ${waiting} waiting` : ''}`;
  });
  const deliveries = alerts.flatMap(({ title, deliveries: tries }) => tries.map((tried) => ({ ...tried, title })));
  const newest = deliveries.sort((a, b) => b.time.localeCompare(a.time)).slice(0, LISTED);
  const lines = newest.map(
    ({ time, channel, status, answer, title }) => `${time}  ${channel}  ${status}: ${answer}  ${title}`,
  );
  print(channels.length === 0 ? [noChannels(dataDir)] : ['Channels:', ...channels.map(indented)]);
  print(lines.length === 0 ? ['Nothing was sent yet.'] : ['Newest deliveries:', ...lines.map(indented)]);
}

/** `livestream notify test [CHANNEL]`: one message to a channel, or to all. Fails when one of them does not take it. */
export async function notifyTest(channel: string | undefined, { dataDir }: CommonOptions): Promise<void> {
  const server = await running(dataDir);
  const { settings } = await settingsOf(server);
  const names =
    channel === undefined ? settings.channels.filter(({ enabled }) => enabled).map(({ name }) => name) : [channel];
  if (names.length === 0) throw new Error(noChannels(dataDir));
  const tried = await Promise.all(names.map((name) => tryChannel(server, name)));
  print(tried.map(({ channel: name, status, answer }) => `${name}: ${status}, ${answer}`));
  const failed = tried.filter(({ status }) => status !== 'delivered');
  if (failed.length > 0) throw new Error(`${failed.length} of ${tried.length} did not take the message.`);
}

async function tryChannel(server: ServerFile, channel: string) {
  const response = await requestServer(server, 'api/alerts/test', { channel });
  return (await response.json()) as { readonly channel: string; readonly status: string; readonly answer: string };
}

async function running(dataDir: string): Promise<ServerFile> {
  const server = await findRunningServer(dataDir);
  if (server === undefined) throw new Error(`No livestream server runs on ${dataDir}. Start one with "livestream".`);
  return server;
}

async function settingsOf(server: ServerFile): Promise<SettingsAnswer> {
  return (await (await requestServer(server, 'api/alerts/settings')).json()) as SettingsAnswer;
}

function noChannels(dataDir: string): string {
  return `There are no channels. Add them to alerts.json in ${dataDir}, or in the dashboard; README says how.`;
}

function indented(line: string): string {
  return `  ${line}`;
}

/** What came from outside is one line each, without codes that a terminal acts on. */
function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line.replace(/\p{Cc}/gu, ' ')}\n`);
}
