import type { Transport } from '@sinch-callback-app/server/contract';

/** What Sinch calls the id that it gave; its support asks for it by this name. */
export const idName = (transport: Transport): string => (transport === 'sms' ? 'batch id' : 'message id');
