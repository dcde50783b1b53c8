import { z } from 'zod';
import type { LivestreamApi } from '../api.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';

export function demoRoutes(api: Pick<LivestreamApi, 'playDemo'>): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/demo',
      summary: 'Play the demo: a night of work in a few minutes, as a session like any other. One at a time',
      response: z.object({ status: z.literal('playing') }),
      action: 'write_events',
      handle: () => {
        api.playDemo();
        return { status: 'playing' };
      },
    }),
  ];
}
