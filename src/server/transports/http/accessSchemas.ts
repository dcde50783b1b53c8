/** The shapes of what is said of access, for the OpenAPI document and for checking what comes in. */
import { z } from 'zod';
import { passwordProblem } from '../../access/passwords.ts';

const time = z.string().describe('ISO 8601');
// No control characters: names are shown in terminals.
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => !/[\p{Cc}\p{Cf}]/u.test(text), 'A name has no control characters');
const role = z.enum(['viewer', 'owner']);

export const me = z.object({
  role: z.enum(['owner', 'local', 'viewer', 'guest', 'nobody']),
  session: z.string().nullable().describe('The one session that a share link shows'),
  name: z.string().nullable().describe('Of the user who signed in, else of the device or token'),
  kind: z
    .enum(['device', 'link', 'token', 'sign_in'])
    .nullable()
    .describe('What they were let in by; null for those who need nothing'),
  may: z.array(z.string()).describe('The kinds of requests that are answered'),
});

export const access = z.object({
  grants: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['device', 'link', 'token', 'sign_in']),
      role: z.enum(['owner', 'viewer', 'guest']),
      name: z.string(),
      user: z.string().nullable(),
      session: z.string().nullable(),
      created_at: time,
      expires_at: time.nullable(),
      first_seen: time.nullable(),
      last_seen: time.nullable(),
      address: z.string().nullable(),
      current: z.boolean().describe('It is what this request was let in by'),
    }),
  ),
  users: z.array(z.object({ name: z.string(), role })),
});

export const pairing = z.object({ role: role.default('viewer') });
export const pairingCode = z.object({ code: z.string(), expires_at: time });

export const link = z.object({ session: z.string(), expires_in: z.enum(['1h', '1d', '7d']) });
export const newLink = z.object({
  id: z.string(),
  path: z.string().describe("Below the server's address. It is told this once"),
  expires_at: time,
});

export const token = z.object({ name, role });
export const newToken = z.object({ id: z.string(), token: z.string().describe('It is told this once') });

export const user = z.object({
  name,
  role,
  password: z.string().superRefine((password, context) => {
    const problem = passwordProblem(password);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  }),
});

export const grantId = z.object({ id: z.string() });
export const userName = z.object({ name: z.string() });
export const done = z.object({ status: z.literal('done') });
