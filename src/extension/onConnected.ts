import type { Endpoint } from './launchServer.ts';
import type { ServerConnection } from './serverConnection.ts';

/** Runs `act` each time the server is there anew: started, restarted, or found again. */
export function onConnected(connection: ServerConnection, act: (endpoint: Endpoint) => void): { dispose(): void } {
  let known: Endpoint | null = null;
  const look = (): void => {
    const { state } = connection;
    const endpoint = state.kind === 'connected' ? state.endpoint : null;
    if (endpoint === known) return;
    known = endpoint;
    if (endpoint !== null) act(endpoint);
  };
  look();
  return connection.subscribe(look);
}
