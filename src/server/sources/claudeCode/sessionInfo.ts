/** What is known of the session as a whole, told when it is first known and when it changes. */
import type { EventData } from '../../../protocol/events.ts';
import { oneLine } from '../oneLine.ts';
import { nameOf, textOf } from '../values.ts';
import type { ClaudeCarry, Info } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';

const TASK_LENGTH = 200;
const PATH_LENGTH = 4_096;

/** What the lines of the conversation all say of where they were written. */
export function learnPlace({ fields, file }: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const { info } = carry;
  const told = textOf(fields['cwd']);
  const named = nameOf(fields['gitBranch']);
  const asker = nameOf(fields['requestSessionId']);
  const version = nameOf(fields['version']) ?? info.agent_version;
  // The agent's commands may change the folder; the session stays where it began.
  const folder = info.folder ?? (told !== null && told.length <= PATH_LENGTH ? told : null);
  // Outside of branches git says "HEAD".
  const branch = named === null || named === 'HEAD' ? info.branch : named;
  const mode = nameOf(fields['permissionMode']) ?? info.permission_mode;
  // A fork takes over answers, and those name the session that asked for them.
  const origin = asker === null || asker === file.session ? info.forked_from : asker;
  const isKnown = version === info.agent_version && folder === info.folder && branch === info.branch;
  if (isKnown && mode === info.permission_mode && origin === info.forked_from) return carry;
  return learn(carry, { agent_version: version, folder, branch, permission_mode: mode, forked_from: origin });
}

/** The first prompt is the session's task, unless a person gave it a title. */
export function learnTask(carry: ClaudeCarry, prompt: string): ClaudeCarry {
  return carry.info.task === null ? learn(carry, { task: oneLine(prompt, TASK_LENGTH) }) : carry;
}

export function learnTitle(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const title = textOf(line.fields['customTitle']);
  return title === null ? carry : learn(carry, { task: oneLine(title, TASK_LENGTH) });
}

export function learn(carry: ClaudeCarry, told: Partial<Info>): ClaudeCarry {
  return { ...carry, info: { ...carry.info, ...told } };
}

/** Tells what has not been told yet. The first time waits for a line of the conversation, which knows the folder. */
export function tellInfo(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const { info, told } = carry;
  if (info === told || line.agent !== null || (told === null && !carry.begun)) return carry;
  const data = newsOf(info, told);
  const agent = told === null ? { agent: 'claude-code' } : {};
  if (Object.keys(data).length > 0) line.tell('session_info', `${line.name}:info`, { ...agent, ...data });
  return { ...carry, told: info };
}

function newsOf(info: Info, told: Info | null): EventData['session_info'] {
  const news: { -readonly [key in keyof Info | 'project']?: unknown } = {};
  for (const key of Object.keys(info) as (keyof Info)[]) {
    if (info[key] !== null && info[key] !== told?.[key]) news[key] = info[key];
  }
  const project = news.folder === undefined ? undefined : info.folder?.split(/[/\\]/).findLast((part) => part !== '');
  if (project !== undefined) news.project = project;
  return news as EventData['session_info'];
}
