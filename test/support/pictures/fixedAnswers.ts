import type { Page } from 'playwright-core';
import type { Health } from '../../../src/protocol/questions.ts';
import type { SharingState } from '../../../src/protocol/sharing.ts';
import type { AccessList, PairingCode } from '../../../src/protocol/sharingQuestions.ts';
import { MOMENT } from './night.ts';

const before = (minutes: number): string => new Date(MOMENT - minutes * 60_000).toISOString();

const SHARING: SharingState = {
  port: 8080,
  lan: { address: '192.0.2.7', url: 'http://192.0.2.7:8080/', since: before(25) },
  interfaces: [
    { name: 'wlan0', address: '192.0.2.7', is_default: true },
    { name: 'eth0', address: '198.51.100.7', is_default: false },
  ],
  tunnel: null,
  advice: ['If the phone waits in vain, a firewall is in the way: sudo ufw allow 8080/tcp'],
};
const ACCESS: AccessList = {
  grants: [
    {
      id: 'phone',
      kind: 'device',
      role: 'viewer',
      name: 'Safari on iPhone',
      user: null,
      session: null,
      created_at: before(60),
      expires_at: null,
      first_seen: before(60),
      last_seen: before(3),
      address: '192.0.2.20',
      current: false,
    },
  ],
  users: [],
};
const CODE: PairingCode = { code: 'sleep-well-k7m2', expires_at: before(-5) };

/** Answers what is different on each machine and at each run as it was once: its networks, its folders, its processes. */
export async function answerAsKept(page: Page): Promise<void> {
  await page.route('**/api/sharing', (route) => route.fulfill({ json: SHARING }));
  await page.route('**/api/access', (route) => route.fulfill({ json: ACCESS }));
  await page.route('**/api/access/pairing', (route) => route.fulfill({ json: CODE }));
  await page.route('**/api/health', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: asKept((await response.json()) as Health) });
  });
}

function asKept(health: Health): Health {
  const home = '/home/dev';
  const roots = (name: string): readonly string[] =>
    name === 'Context Foundry' ? [`${home}/projects/weather-api`] : [`${home}/.${name.split('-')[0]}`];
  return {
    ...health,
    version: '1.0.0',
    pid: 4211,
    uptime_seconds: 16_320,
    connections: 2,
    event_loop_delay_ms: { p99: 11, max: 38 },
    data_dir: `${home}/.local/share/livestream`,
    log_file: `${home}/.local/state/livestream/server.log`,
    sources: health.sources.map((source) => ({ ...source, roots: source.roots.length > 0 ? roots(source.name) : [] })),
  };
}
