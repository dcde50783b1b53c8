import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { AlertsApi } from '../api.ts';
import { iso } from '../iso.ts';
import * as schemas from './alertSchemas.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';

/** Alerts of one page, where the request does not say. */
const PAGE_DEFAULT = 50;
const PAGE_LIMIT = 200;

const muteBody = z.object({ session: z.string().min(1).max(300), muted: z.boolean() });
const testBody = z.object({ channel: z.string() });
const secretBody = z.object({ channel: z.string(), secret: z.string().min(1).max(4_000) });

/** What people were told, and how they are told. */
export function alertRoutes(alerts: AlertsApi): readonly Route[] {
  const told = () => ({ settings: alerts.settings, channels: alerts.channels });
  return [
    route({
      method: 'get',
      path: '/api/alerts',
      summary: 'Alerts of all sessions with what became of each, the newest first',
      action: 'read_all',
      query: z.object({
        limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(PAGE_DEFAULT),
        before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
      }),
      response: schemas.alertList,
      handle: ({ query: { limit, before } }) => {
        const listed = alerts.list(limit, before);
        return { alerts: listed.map(alertBody), next: listed.length < limit ? null : listed.at(-1)!.alert.seq };
      },
    }),
    route({
      method: 'get',
      path: '/api/alerts/settings',
      summary: 'What alerts are raised for, and the channels with what is wrong with them',
      response: schemas.settingsAnswer,
      action: 'inspect_server',
      handle: told,
    }),
    route({
      method: 'post',
      path: '/api/alerts/settings',
      summary: 'Take new settings of alerts, whole. Secrets are named here, never given',
      body: schemas.settings,
      action: 'administer',
      response: schemas.settingsAnswer,
      handle: ({ body }) => {
        done(() => alerts.configure(body));
        return told();
      },
    }),
    route({
      method: 'post',
      path: '/api/alerts/mute',
      summary: 'Tell nobody of a session any more, or tell again',
      body: muteBody,
      action: 'administer',
      response: z.object({ muted: z.array(z.string()) }),
      handle: ({ body }) => {
        const { session, muted } = checked(muteBody, body);
        done(() => alerts.mute(session, muted));
        return { muted: alerts.settings.muted };
      },
    }),
    route({
      method: 'post',
      path: '/api/alerts/test',
      summary: 'Send a message to a channel now, once, and tell what the service answered',
      body: testBody,
      action: 'administer',
      response: schemas.tried,
      handle: async ({ body }) => {
        const { channel } = checked(testBody, body);
        const verdict = await alerts.test(channel);
        if (verdict === undefined)
          throw new HttpError(404, inEnglish`There is no channel of this name in the settings.`, 'channel');
        const { answer } = verdict;
        return { channel, status: verdict.status === 'delivered' ? 'delivered' : 'failed', answer };
      },
    }),
    route({
      method: 'post',
      path: '/api/alerts/secrets',
      summary: 'Hand over the secret of a channel. It is kept in memory until the server stops, and told to nobody',
      body: secretBody,
      action: 'administer',
      response: schemas.settingsAnswer,
      handle: ({ body }) => {
        const { channel, secret } = checked(secretBody, body);
        done(() => alerts.giveSecret(channel, secret));
        return told();
      },
    }),
  ];
}

function alertBody({ alert, tries, overAt }: ReturnType<AlertsApi['list']>[number]) {
  const { data } = alert;
  return {
    seq: alert.seq,
    id: alert.id,
    session_id: alert.session,
    time: iso(alert.time),
    rule: data.rule,
    severity: data.severity,
    title: data.title,
    text: data.text,
    value: data.value ?? null,
    threshold: data.threshold ?? null,
    custom_type: data.custom_type ?? null,
    silent: data.silent ?? null,
    over_at: iso(overAt),
    channels: data.channels,
    deliveries: tries.map(({ time, data: tried }) => ({
      channel: tried.channel,
      status: tried.status,
      attempt: tried.attempt,
      answer: tried.answer,
      http_status: tried.http_status ?? null,
      time: iso(time),
      retry_at: iso(tried.retry_at ?? null),
    })),
  };
}

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new HttpError(422, issue.message, issue.path.join('.') || 'body');
}

/** Does what may be refused, or not be kept by the disk. */
function done(work: () => { readonly field: string; readonly message: string } | undefined): void {
  let refused: ReturnType<typeof work>;
  try {
    refused = work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new HttpError(
      503,
      inEnglish`The settings could not be saved (${code}), so the old ones stay. Look at the disk.`,
    );
  }
  if (refused !== undefined) throw new HttpError(422, refused.message, refused.field);
}
