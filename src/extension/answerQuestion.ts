import type { Question } from '../protocol/questions.ts';
import { questionPath } from '../protocol/questions.ts';
import type { Answered } from '../protocol/webviewMessages.ts';
import { callServer } from './serverApi.ts';
import type { ServerState } from './serverConnection.ts';

/** Asks the server what a page wants to know; the page itself has neither the network nor the key. */
export async function answerQuestion(state: ServerState, question: Question): Promise<Answered> {
  if (state.kind !== 'connected') {
    return { ok: false, message: 'There is no Livestream server to ask now. Try again when it is back.' };
  }
  try {
    const response = await callServer(state.endpoint, `/${questionPath(question)}`);
    return { ok: true, answer: await response.json() };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
