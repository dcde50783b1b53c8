/**
 * Commands, changed files and calls of other servers, as Codex tells of them when they are done. Most belong to a call
 * of the model, which they complete; what a script of code mode did, or what ended after its call, is a line of its own.
 */
import { oneLine } from '../oneLine.ts';
import { fieldsOf, numberOf, textOf, type Fields } from '../values.ts';
import type { OpenCall } from './carry.ts';
import type { LineReading } from './lineReading.ts';
import { findCall, learnOfCall } from './openCalls.ts';
import { doingOfParsed, noteDoing } from './phases.ts';
import { fileNames, shellCommand } from './toolInput.ts';

export function noteCommand(reading: LineReading, item: Fields): void {
  const command = shellCommand(item['command']) ?? '';
  const exit = numberOf(item['exit_code']);
  const failed = item['status'] === 'failed' || item['status'] === 'declined';
  const call = findCall(reading, item['id'] ?? item['call_id']);
  // What is measured for commands that may outlive their call begins long after they do.
  const duration = item['source'] === 'unified_exec_startup' ? null : durationMs(item['duration']);
  if (call !== undefined) learnOfCall(reading, call, { exit, failed, duration });
  else tellNested(reading, `${oneLine(command)}${exit === null || exit === 0 ? '' : ` → exit ${exit}`}`);
  noteDoing(reading, doingOfParsed(command, item['parsed_cmd']));
}

export function noteFileChange(reading: LineReading, item: Fields): void {
  const done = item['status'] === undefined || item['status'] === null || item['status'] === 'completed';
  const failed = !done || item['success'] === false;
  const changes = Object.entries(fieldsOf(item['changes']));
  const counted = failed || !reading.isDetailed ? [] : changes.map(([, change]) => fieldsOf(change));
  const { added, removed } = changedLines(counted);
  const changed = `${oneLine(fileNames(changes.map(([file]) => file)))} (+${added} −${removed})`;
  const call = findCall(reading, item['id'] ?? item['call_id']);
  if (call !== undefined) {
    learnOfCall(reading, call, { failed, added, removed, changed: failed ? null : changed });
  } else {
    tellNested(reading, failed ? `${changed} failed` : changed);
    const script = runningScript(reading);
    if (script !== undefined) {
      learnOfCall(reading, script, { added: script.added + added, removed: script.removed + removed });
    }
  }
  if (!failed) noteDoing(reading, 'changes');
}

/** A call of an MCP server came back. */
export function noteServerCall(reading: LineReading, item: Fields): void {
  const call = findCall(reading, item['id'] ?? item['call_id']);
  if (call === undefined) return;
  const result = fieldsOf(item['result']);
  const failed =
    item['status'] === 'failed' ||
    'Err' in result ||
    (result['is_error'] ?? fieldsOf(result['Ok'])['is_error']) === true;
  learnOfCall(reading, call, { failed, duration: durationMs(item['duration']) });
}

function tellNested(reading: LineReading, line: string): void {
  reading.emit('log_line', { line, level: 'command', ...reading.by }, { place: true });
}

/** The script of code mode whose work is being told of. */
function runningScript(reading: LineReading): OpenCall | undefined {
  return reading.carry.calls.findLast(({ name }) => name === 'exec' || name === 'wait');
}

function durationMs(duration: unknown): number | null {
  const seconds = numberOf(fieldsOf(duration)['secs']);
  if (seconds === null) return null;
  return Math.max(0, Math.round(seconds * 1_000 + (numberOf(fieldsOf(duration)['nanos']) ?? 0) / 1_000_000));
}

/** Lines that changes add and take away. New and deleted files are told by their content, others by a diff. */
function changedLines(changes: readonly Fields[]): { readonly added: number; readonly removed: number } {
  let added = 0;
  let removed = 0;
  for (const change of changes) {
    const content = lines(textOf(change['content']) ?? '');
    if (change['type'] === 'delete') removed += content.length;
    else if (change['type'] === 'add') added += content.length;
    const diff = lines(textOf(change['unified_diff']) ?? '');
    // Before the first hunk "+++" and "---" name the files.
    for (const line of diff.slice(diff.findIndex((each) => each.startsWith('@@')) + 1)) {
      if (line.startsWith('+')) added++;
      else if (line.startsWith('-')) removed++;
    }
  }
  return { added, removed };
}

function lines(content: string): readonly string[] {
  if (content === '') return [];
  return (content.endsWith('\n') ? content.slice(0, -1) : content).split('\n');
}
