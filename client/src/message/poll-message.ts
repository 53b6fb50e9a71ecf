import type { Message } from '@sinch-callback-app/server/contract';
import { getMessage, getMessageSince } from '../api.ts';
import { mergeMessage } from './merge-message.ts';

/** A message as it is now; of one that is known already, only what changed is asked for. */
export async function pollMessage(
  id: string,
  known: Message | undefined,
  signal: AbortSignal,
): Promise<Message> {
  if (known === undefined) return getMessage(id, signal);
  const answer = await getMessageSince(id, known.version, signal);
  if (answer === null) return known;
  // The server was put back to an earlier state: what is known here may never have happened.
  return answer.version < known.version ? getMessage(id, signal) : mergeMessage(known, answer);
}
