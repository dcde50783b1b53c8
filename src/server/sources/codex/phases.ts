/** Codex knows no phases: they are concluded from what it does. Only the main thread's count. */
import { runsTests } from '../runsTests.ts';
import { fieldsOf, listOf, textOf } from '../values.ts';
import type { LineReading } from './lineReading.ts';

/** Looks around, plans, changes files, tests. Reading between two changes is part of the change. */
export type Doing = 'looks' | 'plans' | 'changes' | 'tests';

const PHASES: Readonly<Record<Doing, string>> = {
  looks: 'Scout',
  plans: 'Architect',
  changes: 'Builder',
  tests: 'Test',
};

export function noteDoing(reading: LineReading, doing: Doing | null): void {
  if (doing === null || !reading.isMain) return;
  const { edited } = reading.carry.turn;
  if (edited && (doing === 'looks' || doing === 'plans')) return;
  if (doing === 'changes' && !edited) reading.inTurn({ edited: true });
  const phase = PHASES[doing];
  if (reading.carry.phase === phase) return;
  reading.remember({ phase });
  reading.emit('phase_change', { phase, inferred: true });
}

/** What may stand before the command itself. */
const BEFORE = String.raw`(?:^|[;&|(\n])\s*(?:\w+=\S*\s+)*(?:(?:sudo|time|env|timeout \S+)\s+)*`;
const command = (names: string): RegExp => new RegExp(`${BEFORE}(?:\\S*/)?(?:${names})(?=$|[\\s;&|)])`);
const CHANGES = command(String.raw`apply_patch|applypatch`);
const LOOKS = command(
  String.raw`cat|bat|head|tail|less|nl|ls|tree|find|fd|rg|grep|egrep|ag|ack|wc|file|stat|sed\s+-n|git\s+(?:log|show|diff|status|grep|blame|ls-files)`,
);

/** What a command of the shell is for, as far as its beginning tells. */
export function doingOf(shell: string): Doing | null {
  const start = shell.slice(0, 1_000);
  if (CHANGES.test(start)) return 'changes';
  if (runsTests(start)) return 'tests';
  return LOOKS.test(start) ? 'looks' : null;
}

/** The same, where Codex took the command apart itself. */
export function doingOfParsed(shell: string, parsed: unknown): Doing | null {
  const kinds = listOf(parsed).map((each) => textOf(fieldsOf(each)['type']));
  const looks = kinds.some((kind) => kind === 'read' || kind === 'search' || kind === 'list_files');
  return doingOf(shell) ?? (looks ? 'looks' : null);
}
