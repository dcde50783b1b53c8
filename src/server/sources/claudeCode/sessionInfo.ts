/** What is known of the session as a whole, told when it is first known and when it changes. */
import type { EventData } from '../../../protocol/events.ts';
import { nothing, type ClaudeCarry, type Info, type Told } from './carry.ts';
import { fact, nameOf, textOf, type ClaudeLine } from './claudeLine.ts';
import { oneLine } from './texts.ts';

const TASK_LENGTH = 200;
const PATH_LENGTH = 4_096;

/** What the lines of the conversation all say of where they were written. */
export function learnPlace({ fields, file }: ClaudeLine, carry: ClaudeCarry): Told {
  const branch = nameOf(fields['gitBranch']);
  const asker = nameOf(fields['requestSessionId']);
  const folder = textOf(fields['cwd']);
  return nothing(
    learn(carry, {
      agent_version: nameOf(fields['version']),
      // The agent's commands may change the folder; the session stays where it began.
      folder: carry.info.folder ?? (folder !== null && folder.length <= PATH_LENGTH ? folder : null),
      // Outside of branches git says "HEAD".
      branch: branch === 'HEAD' ? null : branch,
      permission_mode: nameOf(fields['permissionMode']),
      // A fork takes over answers, and those name the session that asked for them.
      forked_from: asker === file.session ? null : asker,
    }),
  );
}

/** The first prompt is the session's task, unless a person gave it a title. */
export function learnTask(carry: ClaudeCarry, prompt: string): ClaudeCarry {
  return carry.info.task === null ? learn(carry, { task: oneLine(prompt, TASK_LENGTH) }) : carry;
}

export function learnTitle(line: ClaudeLine, carry: ClaudeCarry): Told {
  const title = textOf(line.fields['customTitle']);
  return nothing(title === null ? carry : learn(carry, { task: oneLine(title, TASK_LENGTH) }));
}

/** `null` says nothing new. */
export function learn(carry: ClaudeCarry, told: Partial<Info>): ClaudeCarry {
  const changed = Object.entries(told).filter(
    ([key, value]) => value !== null && value !== carry.info[key as keyof Info],
  );
  return changed.length === 0 ? carry : { ...carry, info: { ...carry.info, ...Object.fromEntries(changed) } };
}

/** Tells what has not been told yet. The first time waits for a line of the conversation, which knows the folder. */
export function tellInfo(line: ClaudeLine, carry: ClaudeCarry): Told {
  const { info, told } = carry;
  if (info === told || line.agent !== null || (told === null && !carry.begun)) return nothing(carry);
  const news = told === null ? info : difference(info, told);
  const data = infoData(news);
  const after = { ...carry, told: info };
  if (Object.keys(data).length === 0) return nothing(after);
  const agent = told === null ? { agent: 'claude-code' } : {};
  return { events: [fact(line, 'session_info', `${line.name}:info`, { ...agent, ...data })], carry: after };
}

function difference(info: Info, told: Info): Partial<Info> {
  return Object.fromEntries(Object.entries(info).filter(([key, value]) => value !== told[key as keyof Info]));
}

function infoData(info: Partial<Info>): EventData['session_info'] {
  const known = Object.fromEntries(Object.entries(info).filter(([, value]) => value !== null));
  const project = info.folder?.split(/[/\\]/).findLast((part) => part !== '');
  return { ...known, ...(project === undefined ? {} : { project }) };
}
