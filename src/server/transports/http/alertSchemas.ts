/** The shapes of alerts and their settings in the API. */
import { z } from 'zod';
import { ALERT_RULES, DELIVERY_STATUSES, SEVERITIES } from '../../../protocol/alerts.ts';

const time = z.iso.datetime().nullable().describe('ISO 8601 in UTC; null when there is none');
const names = z.array(z.string());

export const deliveryStatus = z.enum(DELIVERY_STATUSES);

const delivery = z.object({
  channel: z.string(),
  status: deliveryStatus,
  attempt: z.int().min(0),
  answer: z.string().describe('What came of it, for people'),
  http_status: z.int().nullable(),
  time,
  retry_at: time,
});

export const alertList = z.object({
  alerts: z.array(
    z.object({
      seq: z.int(),
      id: z.string(),
      session_id: z.string(),
      time,
      rule: z.enum(ALERT_RULES),
      severity: z.enum(SEVERITIES),
      title: z.string(),
      text: z.string(),
      value: z.number().nullable(),
      threshold: z.number().nullable(),
      custom_type: z.string().nullable(),
      silent: z.string().nullable().describe('Why nobody is disturbed: "muted", "quiet hours"'),
      over_at: time,
      channels: names,
      deliveries: z.array(delivery).describe('Every try, in order'),
    }),
  ),
  next: z.int().nullable().describe('`before` of the next page; null behind the last'),
});

const rule = z.looseObject({ enabled: z.boolean() });

/** What is wrong with settings is told field by field when they are saved. */
export const settings = z.object({
  rules: z.record(z.string(), rule).optional().describe('By the name of the rule; what is left out has its default'),
  quietHours: z
    .object({ from: z.string().describe('"22:00"'), to: z.string(), needsYou: z.boolean().optional() })
    .nullable()
    .optional(),
  report: z
    .object({ at: z.string().describe('"07:30"'), hours: z.number().optional().describe('How long before it begins') })
    .nullable()
    .optional()
    .describe('Of each day, sent to the channels'),
  muted: names.optional().describe('Sessions of which nobody is told'),
  channels: z
    .array(
      z.object({
        name: z.string(),
        type: z.enum(['slack', 'discord', 'teams', 'ntfy', 'json']),
        enabled: z.boolean().optional(),
        secret: z.string().describe('"env:NAME" or "editor", never the secret itself'),
        url: z.string().optional().describe('Of a "json" channel only'),
        allowPrivate: z.boolean().optional(),
        filter: z
          .object({
            rules: names.optional(),
            severities: names.optional(),
            events: names.optional().describe('Types of custom events'),
          })
          .optional(),
      }),
    )
    .optional(),
});

export const settingsAnswer = z.object({
  settings,
  channels: z.array(
    z.object({
      name: z.string(),
      waiting: z.int().min(0).describe('Alerts on their way'),
      problem: z.string().nullable().describe('Why nothing can be sent'),
    }),
  ),
});

export const tried = z.object({ channel: z.string(), status: deliveryStatus, answer: z.string() });
