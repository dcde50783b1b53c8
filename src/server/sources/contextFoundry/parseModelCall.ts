import { z } from 'zod';
import { NO_TOKENS, type KnownEvent } from '../../../protocol/events.ts';
import type { ParsedLine } from '../files/followLines.ts';
import type { TailLine } from '../files/tailFile.ts';
import type { Price } from '../pricing.ts';
import { firstTime, type Dated } from '../timestamp.ts';
import { refuseIssues } from './refusal.ts';

const tokens = z.number().int().min(0);
const optional = z.number().nullish().catch(null);

/** `total_input` and `total_output` restart with each process, so they are never counted; they only tell lines apart. */
const sessionLine = z.object({
  timestamp: z.unknown().optional(),
  metadata: z.object({
    input_tokens: tokens,
    output_tokens: tokens,
    total_input: optional,
    total_output: optional,
    context_percentage: optional,
    model: z.string().nullish().catch(null),
    timestamp: z.unknown().optional(),
  }),
});

/** One line of session.jsonl: one answered request to a model. `otherwise` is its time where it does not tell one. */
export function parseModelCall(
  line: TailLine,
  place: { readonly session: string; readonly generation: number; readonly otherwise: Dated; readonly price: Price },
): ParsedLine<null> {
  if (line.text.trim() === '') return { events: [], carry: null };
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    return { events: [], carry: null, skipped: 'it is not JSON' };
  }
  const parsed = sessionLine.safeParse(value);
  if (!parsed.success) {
    const { field, message } = refuseIssues(parsed.error);
    return { events: [], carry: null, skipped: `${field}: ${message}` };
  }
  const { metadata, timestamp } = parsed.data;
  const dated = firstTime([timestamp, metadata.timestamp], place.otherwise);
  const counted = { ...NO_TOKENS, input: metadata.input_tokens, output: metadata.output_tokens };
  const model = metadata.model ?? null;
  const sums = `${metadata.total_input ?? '?'}+${metadata.total_output ?? '?'}`;
  const stamp = [timestamp, metadata.timestamp].find((each) => typeof each === 'string' && each !== '');
  const event: KnownEvent = {
    id:
      dated.clock === 'producer'
        ? `call@${String(stamp)}#${sums}:${counted.input}+${counted.output}`
        : `call:${place.generation}:${line.offset}`,
    session: place.session,
    type: 'model_call',
    ...dated,
    source: 'session.jsonl',
    data: {
      ...counted,
      model,
      cost_usd: model === null ? null : place.price(model, counted, dated.time),
      ...(metadata.context_percentage == null ? {} : { context_percent: metadata.context_percentage }),
      context_tokens: counted.input,
    },
  };
  return { events: [event], carry: null };
}
