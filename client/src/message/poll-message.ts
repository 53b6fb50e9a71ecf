import type { Message, Recipient } from '@sinch-callback-app/server/contract';
import { getMessage, getMessageSince } from '../api.ts';

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

/**
 * What is known, with those recipients in their places that changed since. Who did not change stays the same object,
 * so that nothing of them is drawn again.
 */
export function mergeMessage(known: Message, answer: Message): Message {
  if (answer.recipients.length === 0) return { ...answer, recipients: known.recipients };
  const changed = new Map(answer.recipients.map((recipient) => [recipient.recipient, recipient]));
  const inPlace = known.recipients.map((recipient) => take(changed, recipient));
  return { ...answer, recipients: [...inPlace, ...changed.values()] };
}

function take(changed: Map<string, Recipient>, known: Recipient): Recipient {
  const news = changed.get(known.recipient);
  changed.delete(known.recipient);
  return news ?? known;
}
