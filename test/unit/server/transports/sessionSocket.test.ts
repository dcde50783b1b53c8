import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { WebSocket } from 'ws';
import type { LivestreamApi } from '../../../../src/server/transports/api.ts';
import { SessionSocket } from '../../../../src/server/transports/socket/sessionSocket.ts';

describe('A client of /ws/{id}', () => {
  it('that takes nothing is cut off, also when it is only told the status', () => {
    const api = {
      now: () => 0,
      session: () => undefined,
      load: () => Promise.resolve(),
      diagnostics: () => [],
    } as unknown as LivestreamApi;
    const done: string[] = [];
    const socket = Object.assign(new EventEmitter(), {
      bufferedAmount: 20_000_000,
      send: () => done.push('sent'),
      terminate: () => done.push('cut off'),
    }) as unknown as WebSocket;
    const visitor = { role: 'local', session: null, grant: null, address: '127.0.0.1', seesSecrets: true } as const;
    const sockets = new SessionSocket(api);
    sockets.endpoint().connected({ socket, stream: new PassThrough(), visitor }, 's');
    sockets.close();
    assert.deepEqual(done, ['cut off']);
  });
});
