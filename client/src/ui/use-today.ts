import { dayOf } from './days.ts';
import { useNow } from './use-now.ts';

/** The reader's day, as a page that is left open overnight must ask anew. */
export const useToday = (): string => dayOf(useNow());
