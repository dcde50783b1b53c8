import type { SessionState } from '../../protocol/state.ts';
import type { CountedRequest } from '../base/countedRequest.ts';
import type { LivestreamApi } from './api.ts';
import { iso } from './iso.ts';

/** Why the tokens and the cost of a session are what they are: the rule, and the requests they are the sum of. */
export function requestsBody(
  state: SessionState,
  { limit, offset }: { readonly limit: number; readonly offset: number },
  api: Pick<LivestreamApi, 'requests'>,
) {
  const requests = api.requests(state.id, limit, offset);
  return {
    session_id: state.id,
    rule: 'Each answered request to a model counts once, by the id the provider gave it, whatever files and sources tell of it; of two tellings the one with more output counts. Cost is the price of the model at the time of the request, each kind of token at its own rate.',
    total: state.calls,
    offset,
    requests: requests.map(requestBody),
  };
}

function requestBody({ key, time, incomplete, ...request }: CountedRequest) {
  const { agent, source, model, speed, purpose, cost_usd: usd } = request;
  const { input, output, cache_read, cache_write_5m, cache_write_1h, reasoning } = request;
  const tokens = { input, output, cache_read, cache_write_5m, cache_write_1h, reasoning };
  return {
    request: key,
    time: iso(time),
    agent,
    source,
    model,
    speed,
    purpose,
    usd,
    incomplete: incomplete === 1,
    tokens,
  };
}
