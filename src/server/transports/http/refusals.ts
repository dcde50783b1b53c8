import type { Authorization } from '../../access/access.ts';
import { whyNot } from '../../access/permission.ts';
import type { Visitor } from '../../access/visitor.ts';
import { HttpError } from './route.ts';

/** A credential or page that is not taken, as an answer. */
export function refusal({ status, message, retryAfterSeconds }: Extract<Authorization, { ok: false }>): HttpError {
  return new HttpError(status, message, undefined, retryAfterSeconds);
}

/** 401 for those whom a credential would help, 403 for those who have shown theirs. */
export function forbidden(visitor: Visitor): HttpError {
  return new HttpError(['nobody', 'local'].includes(visitor.role) ? 401 : 403, whyNot(visitor));
}
