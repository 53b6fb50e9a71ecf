/** The parts that may be sent in a day, UTC. */
import type { HeadRow, Transaction } from './driver.ts';

const DAY = 24 * 3600 * 1000;

export const dayOf = (instant: number): number => Math.floor(instant / DAY);

/** Gives back the parts of so many recipients of a message, or of all: Sinch sent them nothing. */
export async function returnParts(
  transaction: Transaction,
  { createdAt, totalParts, recipientCount, erased }: HeadRow,
  recipients = recipientCount + erased,
): Promise<void> {
  const parts = (totalParts / (recipientCount + erased)) * recipients;
  if (parts > 0) await transaction.returnParts(dayOf(createdAt), parts);
}
