import type { Request, Response } from 'express';
import { HttpError } from './route.ts';
import { decodeLogsRequest, encodeResponse, encodeStatus } from './otlpProtobuf.ts';

/** Bytes of one export, unpacked: prompts and tool inputs may be in it, and what is refused is lost. */
export const OTLP_BODY_LIMIT = 8 * 1024 * 1024;

const PROTOBUF = 'application/x-protobuf';

/** True for what OTLP exporters ask: they want errors in a form of their own. */
export function isOtlp(request: Request): boolean {
  return request.path.startsWith('/v1/');
}

/** The form a message of OTLP is in; 415 for one that is not understood. */
export function otlpForm(request: Request): 'json' | 'protobuf' {
  const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase();
  if (type === PROTOBUF) return 'protobuf';
  if (type === 'application/json') return 'json';
  throw new HttpError(415, `OTLP is taken as application/json and as ${PROTOBUF}, not as ${type.slice(0, 100)}.`);
}

/** The body of a logs export in the shape of OTLP's JSON. */
export function otlpLogs(request: Request): unknown {
  const form = otlpForm(request);
  const body = request.body as Buffer;
  try {
    return form === 'json' ? (JSON.parse(body.toString()) as unknown) : decodeLogsRequest(body);
  } catch (error) {
    throw new HttpError(400, `The body is no export of logs as ${form}: ${(error as Error).message}`);
  }
}

/** The answer to an export: it is taken, but for so many records. */
export function sendOtlpResponse(request: Request, response: Response, rejected = 0, reason = ''): void {
  if (otlpForm(request) === 'protobuf') {
    response.type(PROTOBUF).end(encodeResponse(rejected, reason));
    return;
  }
  // A number of 64 bits is a text in the JSON of protobuf.
  response.json(
    rejected === 0 ? {} : { partialSuccess: { rejectedLogRecords: String(rejected), errorMessage: reason } },
  );
}

/** Codes of google.rpc.Status; exporters go by the HTTP status. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 401: 16, 403: 7, 404: 5, 413: 8, 415: 3, 503: 14 };

/** An error as exporters read it. `error` says the same as everywhere else in the API. */
export function sendOtlpError(response: Response, status: number, message: string): void {
  const code = CODES[status] ?? 2;
  if (response.req.headers['content-type']?.startsWith(PROTOBUF) === true)
    response.type(PROTOBUF).end(encodeStatus(code, message));
  else response.json({ code, message, error: message });
}
