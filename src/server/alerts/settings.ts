import { inEnglish } from '../../protocol/language.ts';
import { z } from 'zod';
import { ALERT_RULES, SEVERITIES } from '../../protocol/alerts.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT, STALLED_AFTER_MS } from '../../protocol/selectors.ts';

const STALLED_MINUTES = STALLED_AFTER_MS / 60_000;
/** Channels and muted sessions that are kept. */
const CHANNELS_LIMIT = 50;
const MUTED_LIMIT = 1_000;

const enabled = (otherwise: boolean) => z.boolean().default(otherwise);
const minutes = (otherwise: number) => z.number().positive().max(10_080).default(otherwise);
const budget = z.number().positive().nullable().default(null);

/** What alerts are raised for, and from where on. */
const rules = z.strictObject({
  finished: z
    .strictObject({
      enabled: enabled(true),
      turnMinutes: minutes(5).describe('A turn of an agent that took at least this long is told of when it is done'),
    })
    .prefault({}),
  failed: z.strictObject({ enabled: enabled(true) }).prefault({}),
  waiting: z.strictObject({ enabled: enabled(true) }).prefault({}),
  stalled: z.strictObject({ enabled: enabled(true), minutes: minutes(STALLED_MINUTES) }).prefault({}),
  phase: z.strictObject({ enabled: enabled(false) }).prefault({}),
  context: z
    .strictObject({
      enabled: enabled(true),
      percent: z.array(z.number().min(1).max(100)).max(10).default([CONTEXT_WARNING_PERCENT, CONTEXT_CRITICAL_PERCENT]),
    })
    .prefault({}),
  budget: z
    .strictObject({
      enabled: enabled(true),
      sessionUsd: budget,
      sessionTokens: budget,
      dayUsd: budget,
      dayTokens: budget,
    })
    .prefault({}),
  errors: z
    .strictObject({ enabled: enabled(true), count: z.int().min(2).max(100).default(5), minutes: minutes(5) })
    .prefault({}),
  looping: z.strictObject({ enabled: enabled(true), repeats: z.int().min(3).max(50).default(5) }).prefault({}),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, inEnglish`A time of day is written "22:00".`);

/** The report that is sent each day; null: none is. */
const report = z.strictObject({
  at: timeOfDay.describe('By the clock of the machine that the server runs on'),
  hours: z.number().positive().max(168).default(14).describe('How long before it the report begins'),
});

const quietHours = z.strictObject({
  from: timeOfDay,
  to: timeOfDay.describe('May be earlier than `from`: then they last over midnight'),
  needsYou: z.boolean().default(false).describe('Alerts that need you are sent all the same'),
});

/** Where a secret comes from. The secret itself is never here: what is here is written to disk and shown. */
const secret = z
  .string()
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]*|editor)$/,
    inEnglish`A secret is not written here: name the environment variable that holds it ("env:NAME"), or "editor" where VS Code hands it over.`,
  );

const filter = z
  .strictObject({
    rules: z.array(z.enum(ALERT_RULES)).optional().describe('Absent: all but custom events'),
    severities: z.array(z.enum(SEVERITIES)).optional().describe('Absent: all'),
    events: z.array(z.string().min(1).max(200)).max(100).optional().describe('Types of custom events that are sent'),
  })
  .prefault({});

const channelShape = {
  name: z.string().regex(/^[\w.-]{1,40}$/, inEnglish`A name has 1 to 40 letters, digits, ".", "_" and "-".`),
  enabled: enabled(true),
  secret,
  filter,
  allowPrivate: z
    .boolean()
    .default(false)
    .describe('Allow addresses of this machine and of private networks, and plain http'),
};

/** An address may hold no secret: it is written to disk and shown. */
const openAddress = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const { username, password } = new URL(text);
    return username === '' && password === '';
  },
  inEnglish`An address here may hold no user name and no password: it is shown.`,
);

const channel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('slack'), ...channelShape }),
  z.strictObject({ type: z.literal('discord'), ...channelShape }),
  z.strictObject({ type: z.literal('teams'), ...channelShape }),
  z.strictObject({ type: z.literal('ntfy'), ...channelShape }),
  z.strictObject({ type: z.literal('json'), url: openAddress, ...channelShape }),
]);

export const alertSettings = z.strictObject({
  rules: rules.prefault({}),
  quietHours: quietHours.nullable().default(null),
  report: report.nullable().default(null),
  muted: z.array(z.string().max(300)).max(MUTED_LIMIT).default([]),
  channels: z
    .array(channel)
    .max(CHANNELS_LIMIT)
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      inEnglish`Two channels have the same name.`,
    )
    .default([]),
});

export type AlertSettings = z.infer<typeof alertSettings>;
export type RuleSettings = AlertSettings['rules'];
export type QuietHours = z.infer<typeof quietHours>;
export type Channel = z.infer<typeof channel>;

export const DEFAULT_SETTINGS: AlertSettings = alertSettings.parse({});
