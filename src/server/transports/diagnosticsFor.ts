import type { Diagnostic } from '../../protocol/diagnostics.ts';
import type { Visitor } from '../access/visitor.ts';

/** What could not be read, as far as the visitor may know of it: a guest only of the one session. */
export function diagnosticsFor({ session }: Visitor, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return session === null ? diagnostics : diagnostics.filter((each) => each.session === session);
}
