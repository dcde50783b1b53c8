import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import { TREND_DAYS, TREND_GROUPINGS, TREND_GROUPS } from '../../../protocol/trends.ts';
import type { LivestreamApi } from '../api.ts';
import { moment } from './historySchemas.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';

const count = z.number();
const time = z.iso.datetime();
const use = {
  tokens: count,
  usd: count.nullable().describe('The priced part; null when nothing has a known price'),
  unpriced_tokens: count,
};
const work = {
  sessions: count,
  hours: count.describe('Time in which something was used, to the quarter of an hour'),
  tasks: count.describe('Finished by its sessions that have a price, in their whole life'),
  usd_per_task: count.nullable().describe('The whole cost of those sessions by those tasks'),
};

const trends = z.object({
  from: time,
  to: time,
  tz: z.string(),
  by: z.enum(TREND_GROUPINGS),
  step: z.enum(['hour', 'day', 'week']),
  times: z.array(time).describe('Where each step begins'),
  ...use,
  ...work,
  groups: z
    .array(
      z.object({
        name: z.string().nullable().describe('null where nobody told'),
        others: count.describe('How many groups it stands for, if it stands for all but the largest'),
        ...use,
        ...work,
        course: z.array(z.object(use)).describe('By step'),
      }),
    )
    .describe(`The ${TREND_GROUPS} largest`),
  heat: z
    .array(
      z.object({
        weekday: count.describe('1 is Monday'),
        hour: count,
        times: count.describe('How often that hour was in the range'),
        ...use,
      }),
    )
    .describe('Each hour of the week, Monday first'),
  price_basis: z.string(),
});

/** A day more, since one of them may have an hour more. */
const LONGEST_MS = (TREND_DAYS + 1) * 86_400_000;
const LAST_TIME = Date.UTC(9999, 0);
const NO_TIME = inEnglish`The time lies outside the years 1970 to 9999`;
const NO_ZONE = inEnglish`A time zone is a name such as Europe/Berlin, or an offset such as +05:30`;
const BACKWARDS = inEnglish`The range ends before it begins. Choose a "from" before "to"`;
const TOO_LONG = inEnglish`A range has at most ${TREND_DAYS} days. Choose a later "from"`;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function trendRoutes(api: LivestreamApi): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/trends',
      summary: 'Tokens and cost over days, by project, model or source, and by the hour of the week',
      action: 'read_all',
      query: z.object({
        by: z.enum(TREND_GROUPINGS).default('project'),
        from: moment.optional().describe('Default: the last 28 days. Counted by whole quarters of an hour'),
        to: moment.optional().describe(`Default: now; at most ${TREND_DAYS} days behind "from"`),
        tz: z.string().max(100).optional().describe('Time zone of days and hours: Europe/Berlin, +05:30. Default: the server’s'), // prettier-ignore
      }),
      response: trends,
      handle: ({ query }) => {
        const { from, to } = query;
        for (const [field, time] of Object.entries({ from, to }))
          if (time !== undefined && !(time >= 0 && time <= LAST_TIME)) throw new HttpError(422, NO_TIME, field);
        if (query.tz !== undefined && !isTimeZone(query.tz)) throw new HttpError(422, NO_ZONE, 'tz');
        if (from !== undefined && from >= (to ?? api.now())) throw new HttpError(422, BACKWARDS, 'from');
        if (from !== undefined && (to ?? api.now()) - from > LONGEST_MS) throw new HttpError(422, TOO_LONG, 'from');
        return api.trends(query);
      },
    }),
  ];
}
