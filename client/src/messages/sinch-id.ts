import type { Transport } from '@sinch-callback-app/server/contract';
import { ID_NAMES } from '../texts/messages.ts';

/** What Sinch calls the id that it gave; its support asks for it by this name. */
export const idName = (transport: Transport): string => ID_NAMES[transport];
