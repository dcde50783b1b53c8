import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { LivestreamApi } from '../api.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';

const sharing = z.object({
  port: z.int().describe('Of the server on its own machine'),
  lan: z
    .object({ address: z.string(), url: z.string().describe('With a slash at its end'), since: z.string() })
    .nullable()
    .describe('Null while other devices of the network cannot reach the server'),
  interfaces: z.array(z.object({ name: z.string(), address: z.string(), is_default: z.boolean() })),
  tunnel: z
    .object({
      url: z.string().nullable(),
      state: z.enum(['starting', 'open', 'failed']),
      message: z.string().nullable().describe('What is the matter, and what to do about it'),
    })
    .nullable(),
  advice: z.array(z.string()).describe('What may be in the way, each with the command that helps'),
});

const lanBody = z.object({
  address: z.string().max(64).optional().describe("One of the interfaces' addresses or names; default: the first"),
});

/** How other devices reach the server, and what begins and ends it. */
export function sharingRoutes(api: LivestreamApi): readonly Route[] {
  const change = (path: string, summary: string, apply: () => Promise<unknown>): Route =>
    route({ method: 'post', path, summary, response: sharing, action: 'share', handle: () => orRefuse(apply()) });
  return [
    route({
      method: 'get',
      path: '/api/sharing',
      summary: 'How other devices reach the server',
      response: sharing,
      action: 'share',
      handle: () => api.sharing.state(),
    }),
    route({
      method: 'post',
      path: '/api/sharing/lan',
      summary: 'Listen on the local network too. Who comes by it has to be let in',
      body: lanBody,
      response: sharing,
      action: 'share',
      handle: ({ body }) => {
        const parsed = lanBody.safeParse(body);
        if (!parsed.success)
          throw new HttpError(422, inEnglish`address must be one of the interfaces of /api/sharing`, 'address');
        return orRefuse(api.sharing.shareOnLan(parsed.data.address));
      },
    }),
    change('/api/sharing/lan/stop', 'Listen on this machine only, and drop everybody who came by the network', () =>
      api.sharing.stopLan(),
    ),
    change('/api/sharing/tunnel', 'Open a tunnel with your own ngrok. Ask GET /api/sharing what became of it', () =>
      api.sharing.openTunnel(),
    ),
    change('/api/sharing/tunnel/stop', 'Close the tunnel', () => api.sharing.closeTunnel()),
  ];
}

/** What cannot be shared as asked is told in its own words: the machine is not as the request takes it to be. */
async function orRefuse<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw new HttpError(409, (error as Error).message);
  }
}
