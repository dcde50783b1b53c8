/** The shapes of what coding agents send, for the OpenAPI document. They are theirs: more may be in them. */
import { z } from 'zod';

export const hookPayload = z.looseObject({
  session_id: z.string(),
  hook_event_name: z.string().optional().describe('SessionStart, PermissionRequest, …; absent: the status line'),
});

export const otlpLogs = z.looseObject({
  resourceLogs: z.array(z.looseObject({})).optional().describe('As OTLP/HTTP has it'),
});

export const otlpResponse = z.object({
  partialSuccess: z
    .object({ rejectedLogRecords: z.string(), errorMessage: z.string() })
    .optional()
    .describe('Where some records could not be used'),
});
