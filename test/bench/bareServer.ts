/**
 * The least that a POST-to-WebSocket server can do, to compare with: no validation, no database, no state. It prints
 * its port.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    const event: unknown = JSON.parse(body);
    const message = JSON.stringify(event);
    for (const socket of sockets.clients) socket.send(message);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ broadcasted: sockets.clients.size }));
  });
});
server.on('upgrade', (request, stream, head) => sockets.handleUpgrade(request, stream, head, () => undefined));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })));
process.on('SIGTERM', () => process.exit(0));
