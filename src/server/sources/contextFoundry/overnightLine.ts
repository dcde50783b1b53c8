import { inEnglish } from '../../../protocol/language.ts';
import type { Outcome } from '../../../protocol/events.ts';
import { withoutColours } from '../oneLine.ts';
import { parseDateOutput } from '../timestamp.ts';

/** What a line of the overnight script means. Lines of the runner inside it are just text. */
export type OvernightMeaning =
  | { readonly kind: 'project' | 'task'; readonly text: string }
  | { readonly kind: 'started' | 'clock' | 'ended'; readonly time: number | null }
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly evidence: string }
  /** An end after which the script prints no "Ended:". */
  | { readonly kind: 'signal' | 'aborted'; readonly outcome: Outcome; readonly evidence: string }
  | { readonly kind: 'ran'; readonly seconds: number }
  | { readonly kind: 'banner' | 'headerEnd' | 'text' };

// eslint-disable-next-line no-control-regex -- terminal colours begin with the escape character
const RED = /\u001b\[(?:[0-9]+;)*(?:31|91)m/;
// eslint-disable-next-line no-control-regex -- as above
const YELLOW = /\u001b\[(?:[0-9]+;)*(?:33|93)m/;

/** The script's lines, as a whole, so that a model that writes about them does not end a session. */
export function overnightMeaning(plain: string): OvernightMeaning {
  const line = plain.trimEnd();
  const read = (pattern: RegExp) => pattern.exec(line)?.[1];
  const told = (evidence: string) => inEnglish`overnight log: ${evidence}`;

  const project = read(/^📋 Project: (.*)$/u);
  if (project !== undefined) return { kind: 'project', text: project };
  const task = read(/^📝 Task: (.*)$/u);
  if (task !== undefined) return { kind: 'task', text: task };
  if (/^⏰ Duration: /u.test(line)) return { kind: 'headerEnd' };
  const started = read(/^🕐 Started: (.*)$/u);
  if (started !== undefined) return { kind: 'started', time: parseDateOutput(started) };
  const current = read(/^ {3}Current time: (.*)$/);
  if (current !== undefined) return { kind: 'clock', time: parseDateOutput(current) };
  const ended = read(/^ {3}Ended: (.*)$/);
  if (ended !== undefined) return { kind: 'ended', time: parseDateOutput(ended) };
  const seconds = read(/^ {3}Duration: (\d+) seconds$/);
  if (seconds !== undefined) return { kind: 'ran', seconds: Number(seconds) };
  if (/^🌅 OVERNIGHT SESSION COMPLETE$/u.test(line)) return { kind: 'banner' };

  if (/^🎉 Task marked as complete by runner$/u.test(line)) {
    return { kind: 'outcome', outcome: 'complete', evidence: told(inEnglish`task marked as complete`) };
  }
  if (/^✅ Completion flag detected!?$/u.test(line)) {
    return { kind: 'outcome', outcome: 'complete', evidence: told(inEnglish`completion flag detected`) };
  }
  if (/^❌ Unrecoverable error, aborting$/u.test(line)) {
    return { kind: 'outcome', outcome: 'failed', evidence: told(inEnglish`unrecoverable error, aborting`) };
  }
  const limit = read(/^⏰ (Time limit reached \(.* hours?\))$/u);
  if (limit !== undefined) return { kind: 'outcome', outcome: 'stopped', evidence: told(limit) };
  const iterations = read(/^⚠️ {1,2}(Maximum iterations \(\d+\) reached)$/u);
  if (iterations !== undefined) return { kind: 'outcome', outcome: 'stopped', evidence: told(iterations) };
  if (/^⚠️ {1,2}Received shutdown signal$/u.test(line)) {
    return { kind: 'signal', outcome: 'stopped', evidence: told(inEnglish`received shutdown signal`) };
  }
  const missing = read(/^❌ Error: (.* not (?:set|found))$/u);
  if (missing !== undefined) return { kind: 'aborted', outcome: 'failed', evidence: told(missing) };
  return { kind: 'text' };
}

/** The level of a line by its looks: the script and the runner give none. */
export function overnightLevel(line: string): 'error' | 'warning' | 'info' {
  const plain = withoutColours(line);
  // Headings of an iteration are yellow without being a warning.
  if (/^\s*(?:🔄|📋|📝)/u.test(plain)) return 'info';
  if (
    plain.includes('❌') ||
    RED.test(line) ||
    (/error/i.test(plain) && !/\b(?:no|0|without) errors?\b/i.test(plain))
  ) {
    return 'error';
  }
  return plain.includes('⚠') || YELLOW.test(line) ? 'warning' : 'info';
}

/** Lines without content: empty ones and rulers. */
export function isDecoration(plain: string): boolean {
  return /^[\s━─═]*$/u.test(plain);
}
