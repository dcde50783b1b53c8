import type { SharedWays } from '../protocol/frames.ts';
import { language, t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import type { SharingState } from '../protocol/sharing.ts';
import type { GrantInfo } from '../protocol/sharingQuestions.ts';
import { dateTime } from './sessionTexts.ts';

/** What the status bar says while others reach the server; null while nobody does. */
export function sharedWords({ lan, tunnel }: SharedWays): string | null {
  if (!lan) return tunnel ? t('Shared by tunnel') : null;
  return tunnel ? t('Shared on LAN and by tunnel') : t('Shared on LAN');
}

/** At which addresses others reach the server, and since when; a line each. */
export function sharedDetails({ lan, tunnel }: SharingState): readonly string[] {
  return [
    ...(lan === null ? [] : [t`On the LAN at ${lan.url} since ${dateTime(Date.parse(lan.since))}`]),
    ...(tunnel?.state === 'open' && tunnel.url !== null ? [t`By ngrok at ${tunnel.url}`] : []),
  ];
}

/** Whose network it is, for a window whose server runs elsewhere; null when it is that of the person's own computer. */
export function whoseNetwork(remoteName: string | undefined, host: string): string | null {
  if (remoteName === undefined) return null;
  if (remoteName === 'wsl')
    return t('In WSL the phone comes by way of Windows: the dashboard then says what Windows needs.');
  return t`The server runs on ${host}. This is its network, and a phone beside you may not be in it.`;
}

/** What lets somebody in, as a person would call it. */
export function grantName({ kind, name, user }: GrantInfo): string {
  return user ?? (kind === 'device' ? said(name) : name);
}

/** "last seen 3 minutes ago from 192.168.1.7 · ends in 5 days". */
export function grantDetail({ last_seen: seen, address, expires_at: ends }: GrantInfo, now: number): string {
  const lastSeen = seen === null ? t('never used') : seenWords(inWords(Date.parse(seen) - now), address);
  return ends === null ? lastSeen : `${lastSeen} · ${t`ends ${inWords(Date.parse(ends) - now)}`}`;
}

function seenWords(when: string, address: string | null): string {
  return address === null ? t`last seen ${when}` : t`last seen ${when} from ${address}`;
}

/** What somebody is let in as. */
export function roleWord(role: GrantInfo['role']): string {
  switch (role) {
    case 'owner':
      return t('owner');
    case 'viewer':
      return t('viewer');
    case 'guest':
      return t('guest');
  }
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A time from now, ms, in the largest unit that says something: "3 minutes ago", "in 5 days". */
function inWords(fromNow: number): string {
  const unit = UNITS.find(([, size]) => Math.abs(fromNow) >= size);
  if (unit === undefined) return fromNow > 0 ? t('in less than a minute') : t('just now');
  return new Intl.RelativeTimeFormat(language().locale).format(Math.trunc(fromNow / unit[1]), unit[0]);
}
