import type { Grant } from './accessFile.ts';
import { deviceName } from './deviceName.ts';
import { visitorAddress } from './request.ts';
import type { AccessRequest } from './request.ts';

/** What a request tells of the browser that is let in by it. `now`: ms since the Unix epoch. */
export function firstVisit(
  request: AccessRequest,
  now: number,
): Pick<Grant, 'name' | 'firstSeen' | 'lastSeen' | 'address'> {
  const name = deviceName(request.headers['user-agent']);
  return { name, firstSeen: now, lastSeen: now, address: visitorAddress(request) };
}
