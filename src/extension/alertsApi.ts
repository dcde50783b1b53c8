/** What the extension asks the server about alerts. */
import type { Severity, Silence } from '../protocol/alerts.ts';
import type { Endpoint } from './launchServer.ts';
import { callServer } from './serverApi.ts';

/** An alert as the server lists it. */
export interface ListedAlert {
  readonly seq: number;
  /** Unique within its session. */
  readonly id: string;
  readonly session_id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  /** Why nobody is disturbed by it; null when somebody is. */
  readonly silent: Silence | null;
}

export interface Channel {
  readonly name: string;
  readonly type: string;
  /** "editor", or the environment variable that holds it. */
  readonly secret: string;
}

export interface AlertSettings {
  readonly settings: { readonly channels: readonly Channel[] };
  readonly channels: readonly { readonly name: string; readonly problem: string | null }[];
}

/** The newest alerts of all sessions, the newest first. */
export async function newestAlerts(endpoint: Endpoint, limit: number): Promise<readonly ListedAlert[]> {
  const response = await callServer(endpoint, `/api/alerts?limit=${limit}`);
  return ((await response.json()) as { alerts: readonly ListedAlert[] }).alerts;
}

export async function alertSettings(endpoint: Endpoint): Promise<AlertSettings> {
  return (await (await callServer(endpoint, '/api/alerts/settings')).json()) as AlertSettings;
}

/** Has the server use and keep these settings. It refuses what is wrong with them, in words for a person. */
export async function saveAlertSettings(endpoint: Endpoint, settings: unknown): Promise<void> {
  await callServer(endpoint, '/api/alerts/settings', settings);
}

/** Has nobody told of a session, or people told of it again. */
export async function muteSession(endpoint: Endpoint, session: string, muted: boolean): Promise<void> {
  await callServer(endpoint, '/api/alerts/mute', { session, muted });
}

export async function giveSecret(endpoint: Endpoint, channel: string, secret: string): Promise<void> {
  await callServer(endpoint, '/api/alerts/secrets', { channel, secret });
}

/** Sends a message to a channel; what the service answered. */
export async function testChannel(
  endpoint: Endpoint,
  channel: string,
): Promise<{ readonly status: 'delivered' | 'failed'; readonly answer: string }> {
  const response = await callServer(endpoint, '/api/alerts/test', { channel });
  return (await response.json()) as { status: 'delivered' | 'failed'; answer: string };
}
