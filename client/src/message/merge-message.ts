import type { Message, Recipient } from '@sinch-callback-app/server/contract';

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
