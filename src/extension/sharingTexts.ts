import type { SharedWays } from '../protocol/frames.ts';
import type { SharingState } from '../protocol/sharing.ts';
import type { GrantInfo } from '../protocol/sharingQuestions.ts';
import { dateTime } from './sessionTexts.ts';

/** What the status bar says while others reach the server; null while nobody does. */
export function sharedWords({ lan, tunnel }: SharedWays): string | null {
  if (!lan) return tunnel ? 'Shared by tunnel' : null;
  return tunnel ? 'Shared on LAN and by tunnel' : 'Shared on LAN';
}

/** At which addresses others reach the server, and since when; a line each. */
export function sharedDetails({ lan, tunnel }: SharingState): readonly string[] {
  return [
    ...(lan === null ? [] : [`On the LAN at ${lan.url} since ${dateTime(Date.parse(lan.since))}`]),
    ...(tunnel?.state === 'open' && tunnel.url !== null ? [`By ngrok at ${tunnel.url}`] : []),
  ];
}

/** Whose network it is, for a window whose server runs elsewhere; null when it is that of the person's own computer. */
export function whoseNetwork(remoteName: string | undefined, host: string): string | null {
  if (remoteName === undefined) return null;
  if (remoteName === 'wsl')
    return 'In WSL the phone comes by way of Windows: the dashboard then says what Windows needs.';
  return `The server runs on ${host}. This is its network, and a phone beside you may not be in it.`;
}

/** What lets somebody in, as a person would call it. */
export function grantName({ name, user }: GrantInfo): string {
  return user ?? name;
}

/** "last seen 3 minutes ago from 192.168.1.7 · ends in 5 days". */
export function grantDetail({ last_seen: seen, address, expires_at: ends }: GrantInfo, now: number): string {
  const from = address === null ? '' : ` from ${address}`;
  const lastSeen = seen === null ? 'never used' : `last seen ${inWords(Date.parse(seen) - now)}${from}`;
  return ends === null ? lastSeen : `${lastSeen} · ends ${inWords(Date.parse(ends) - now)}`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const RELATIVE = new Intl.RelativeTimeFormat('en');

/** A time from now, ms, in the largest unit that says something: "3 minutes ago", "in 5 days". */
function inWords(fromNow: number): string {
  const unit = UNITS.find(([, size]) => Math.abs(fromNow) >= size);
  if (unit === undefined) return fromNow > 0 ? 'in less than a minute' : 'just now';
  return RELATIVE.format(Math.trunc(fromNow / unit[1]), unit[0]);
}
