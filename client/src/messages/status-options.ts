import type { MessageState, Status } from '@sinch-callback-app/server/contract';
import { FILTERS, STATE_NAMES, TONES } from '../texts/messages.ts';
import { STATES } from './list-view.ts';
import type { ListView } from './list-view.ts';
import { isStatus, STATUSES, STATUS_VIEWS } from './status-view.ts';
import type { Tone } from './tone.ts';

interface Group {
  group: string;
  items: { value: string; label: string }[];
}

const TONE_ORDER: readonly Tone[] = ['good', 'bad', 'unsure', 'open'];

const ofTone = (tone: Tone): Group => ({
  group: TONES[tone],
  items: STATUSES.filter((status) => STATUS_VIEWS[status].tone === tone).map((status) => ({
    value: status,
    label: STATUS_VIEWS[status].label,
  })),
});

/** A recipient's status and a message's state, in one choice: no name is in both. */
export const STATUS_OPTIONS: readonly ({ value: string; label: string } | Group)[] = [
  { value: '', label: FILTERS.anyStatus },
  ...TONE_ORDER.map(ofTone),
  {
    group: FILTERS.wholeMessage,
    items: STATES.map((state) => ({ value: state, label: STATE_NAMES[state] })),
  },
];

const isState = (word: string): word is MessageState => STATES.some((state) => state === word);

export const chosenStatus = ({ status, state }: ListView): string => status ?? state ?? '';

export const withStatus = (word: string): { status: Status | null; state: MessageState | null } => ({
  status: isStatus(word) ? word : null,
  state: isState(word) ? word : null,
});
