import { t } from '../protocol/language.ts';
import type { Question } from '../protocol/questions.ts';
import type { Answered } from '../protocol/webviewMessages.ts';
import { messageOf } from './messageOf.ts';
import { askServer } from './serverApi.ts';
import type { ServerState } from './serverConnection.ts';

/** Asks the server what a page wants to know or have; the page itself has neither the network nor the key. */
export async function answerQuestion(state: ServerState, question: Question): Promise<Answered> {
  if (state.kind !== 'connected') {
    return { ok: false, message: t('There is no Livestream server to ask now. Try again when it is back.') };
  }
  try {
    return { ok: true, answer: await askServer(state.endpoint, question) };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}
