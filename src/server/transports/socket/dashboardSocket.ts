import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { ClientFrame } from '../../../protocol/frames.ts';
import type { LivestreamApi } from '../api.ts';
import type { Connected, SocketEndpoint } from './upgrade.ts';

const session = z.string().min(1).max(200);

const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('list'), after: z.object({ at: z.number(), id: z.string().max(200) }).optional() }),
  z.object({ type: z.literal('subscribe'), session, after: z.int().min(0).optional(), epoch: z.string().optional() }),
  z.object({ type: z.literal('unsubscribe'), session }),
  z.object({ type: z.literal('ping') }),
]);

/** `/ws`: the project's own protocol (see protocol/frames.ts), many sessions over one connection. */
export function dashboardSocket(api: LivestreamApi, connections: { opened: (c: Connected) => void }): SocketEndpoint {
  return {
    match: (path) => (/^\/ws\/?$/.test(path) ? { session: '' } : null),
    problem: () => undefined,
    connected: (connection) => {
      const { socket, visitor } = connection;
      const client = {
        visitor,
        send: (frame: Buffer) => socket.send(frame, { binary: false }),
        buffered: () => socket.bufferedAmount,
      };
      socket.on('message', (data: Buffer) => {
        const frame = readFrame(data.toString('utf8'));
        if (typeof frame === 'string') client.send(Buffer.from(JSON.stringify({ type: 'error', message: frame })));
        else api.hub.request(client, frame);
      });
      socket.on('close', () => api.hub.disconnect(client));
      connections.opened(connection);
      api.hub.connect(client);
    },
  };
}

/** The client's frame, or a sentence on what is wrong with it. */
function readFrame(text: string): ClientFrame | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return inEnglish`The message is not JSON.`;
  }
  const parsed = clientFrame.safeParse(json);
  if (parsed.success) return parsed.data as ClientFrame;
  const issue = parsed.error.issues[0]!;
  return inEnglish`The message is not understood: ${issue.path.join('.') || 'type'}: ${issue.message}`;
}
