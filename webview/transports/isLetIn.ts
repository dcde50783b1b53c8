import type { Role } from '../../src/protocol/access.ts';

/** Whether the server lets this visitor in; null where it did not say, as when there is no server. `within`: ms. */
export async function isLetIn(within: number): Promise<boolean | null> {
  try {
    const response = await fetch('api/me', { signal: AbortSignal.timeout(within) });
    if (response.status === 401 || response.status === 403) return false;
    if (!response.ok) return null;
    const { role } = (await response.json()) as { role?: Role };
    return role !== 'nobody';
  } catch {
    return null;
  }
}
