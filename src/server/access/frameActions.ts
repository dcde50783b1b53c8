import type { ClientFrame } from '../../protocol/frames.ts';
import { mayAsk, whyNot } from './permission.ts';
import type { Action } from '../../protocol/access.ts';
import type { Visitor } from './visitor.ts';

/** What each message of a dashboard's socket asks for. */
const FRAME_ACTIONS: Readonly<Record<ClientFrame['type'], Action>> = {
  // Whoever may see one session gets a list of one: the hub's list is as long as the visitor's rights.
  list: 'read_session',
  subscribe: 'read_session',
  unsubscribe: 'read_session',
  ping: 'load_asset',
};

/** Why this message is not answered, as a sentence; undefined where it may be. */
export function frameProblem(visitor: Visitor, frame: ClientFrame): string | undefined {
  const session = 'session' in frame ? frame.session : null;
  return mayAsk(visitor, FRAME_ACTIONS[frame.type], session) ? undefined : whyNot(visitor);
}
