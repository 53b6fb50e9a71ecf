/** Uses the server as the page does, and as patiently: what gets no answer is asked again with the same key. */
import type { Message, MessagePage } from '../../src/contract.ts';
import { postSend } from '../harness.ts';
import { until } from './until.ts';

export async function sendUntilAnswered(url: string, to: string[], key: string): Promise<Message> {
  const response = await until(`the send ${key} is answered`, async () => {
    const answer = await postSend({ url }, { to }, { 'Idempotency-Key': key });
    return answer.status < 500 && answer;
  });
  if (!response.ok) throw new Error(`the send ${key} was answered ${response.status}`);
  return (await response.json()) as Message;
}

export async function readAll(url: string): Promise<Message[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const response = await fetch(`${url}/api/messages?limit=100${after && `&after=${after}`}`);
    if (!response.ok) throw new Error(`the list was answered ${response.status}`);
    const { items, next } = (await response.json()) as MessagePage;
    ids.push(...items.map(({ id }) => id));
    if (next === null) break;
    after = next;
  }
  const messages: Message[] = [];
  for (const id of ids) {
    const response = await fetch(`${url}/api/messages/${id}`);
    messages.push((await response.json()) as Message);
  }
  return messages;
}
