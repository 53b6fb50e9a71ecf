import type { Status } from '@sinch-callback-app/server/contract';
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHelpCircle from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs';
import IconHourglassEmpty from '@tabler/icons-react/dist/esm/icons/IconHourglassEmpty.mjs';
import IconPlayerStop from '@tabler/icons-react/dist/esm/icons/IconPlayerStop.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { TablerIcon } from '@tabler/icons-react';

/** `open`: on its way · `good`: arrived · `bad`: will not arrive · `unsure`: may have arrived. */
export type Tone = 'open' | 'good' | 'bad' | 'unsure';

export interface StatusView {
  label: string;
  tone: Tone;
  Icon: TablerIcon;
  /** What it means, where the word alone leaves one guessing. */
  meaning: string | null;
}

const view = (label: string, tone: Tone, Icon: TablerIcon, meaning: string | null = null): StatusView => ({
  label,
  tone,
  Icon,
  meaning,
});

/** In the order of progress: what stands further down has come further. */
export const STATUS_VIEWS: Readonly<Record<Status, StatusView>> = {
  QUEUED: view('Queued', 'open', IconClock, 'Sinch has it and will pass it on.'),
  DISPATCHED: view('Dispatched', 'open', IconSend, 'The carrier has it.'),
  QUEUED_ON_CHANNEL: view('Queued on channel', 'open', IconSend, 'The channel has it.'),
  SWITCHING_CHANNEL: view('Switching channel', 'open', IconArrowsExchange, 'Sinch tries another channel.'),
  UNKNOWN: view('Unknown', 'unsure', IconHelpCircle, 'The carrier sent no receipt. It may have arrived.'),
  FAILED: view('Failed', 'bad', IconX, 'It could not be delivered.'),
  EXPIRED: view('Expired', 'bad', IconHourglassEmpty, 'Its time was up before it could be delivered.'),
  REJECTED: view('Rejected', 'bad', IconBan, 'The carrier did not take it.'),
  ABORTED: view('Aborted', 'bad', IconPlayerStop, 'Sinch stopped it before the carrier.'),
  CANCELLED: view('Cancelled', 'bad', IconCircleX, 'It was cancelled.'),
  DELETED: view('Deleted', 'bad', IconTrash, 'The carrier deleted it: wrong number, or opted out.'),
  DELIVERED: view('Delivered', 'good', IconCheck),
  READ: view('Read', 'good', IconChecks),
};

/** Every status, in the same order. */
export const STATUSES: readonly Status[] = Object.keys(STATUS_VIEWS).filter(isStatus);

export function isStatus(word: unknown): word is Status {
  return typeof word === 'string' && Object.hasOwn(STATUS_VIEWS, word);
}
