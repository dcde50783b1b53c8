import { t } from '../protocol/language.ts';
import type { AnswerTo, Question } from '../protocol/questions.ts';
import { questionRequest, whyNoAnswer } from '../protocol/questions.ts';
import type { Endpoint } from './launchServer.ts';

const ANSWER_WITHIN_MS = 10_000;

/** Asks the server over HTTP, with the key that opens it. Its answer has to begin soon; it may take as long as it is. */
export async function callServer(endpoint: Endpoint, path: string, body?: unknown): Promise<Response> {
  const late = new AbortController();
  const timeout = setTimeout(() => late.abort(new Error(t('The server did not answer.'))), ANSWER_WITHIN_MS);
  const headers: Record<string, string> = { authorization: `Bearer ${endpoint.token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(new URL(path, endpoint.url), {
    headers,
    signal: late.signal,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  }).finally(() => clearTimeout(timeout));
  if (!response.ok) throw new Error(whyNoAnswer(response.status, await response.text()));
  return response;
}

/** The server's answer to a question, asked as its owner. */
export async function askServer<Q extends Question>(endpoint: Endpoint, question: Q): Promise<AnswerTo<Q>> {
  const { path, body } = questionRequest(question);
  return (await (await callServer(endpoint, `/${path}`, body)).json()) as AnswerTo<Q>;
}
