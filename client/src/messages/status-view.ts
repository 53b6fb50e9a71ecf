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
import { isKeyOf } from '../parse-basics.ts';
import { STATUS_NAMES } from '../texts/messages.ts';
import type { Tone } from './tone.ts';

export interface StatusView {
  label: string;
  tone: Tone;
  Icon: TablerIcon;
}

const view = (status: Status, tone: Tone, Icon: TablerIcon): StatusView => ({
  label: STATUS_NAMES[status],
  tone,
  Icon,
});

/** In the order of progress: what stands further down has come further. */
export const STATUS_VIEWS: Readonly<Record<Status, StatusView>> = {
  QUEUED: view('QUEUED', 'open', IconClock),
  DISPATCHED: view('DISPATCHED', 'open', IconSend),
  QUEUED_ON_CHANNEL: view('QUEUED_ON_CHANNEL', 'open', IconSend),
  SWITCHING_CHANNEL: view('SWITCHING_CHANNEL', 'open', IconArrowsExchange),
  UNKNOWN: view('UNKNOWN', 'unsure', IconHelpCircle),
  FAILED: view('FAILED', 'bad', IconX),
  EXPIRED: view('EXPIRED', 'bad', IconHourglassEmpty),
  REJECTED: view('REJECTED', 'bad', IconBan),
  ABORTED: view('ABORTED', 'bad', IconPlayerStop),
  CANCELLED: view('CANCELLED', 'bad', IconCircleX),
  DELETED: view('DELETED', 'bad', IconTrash),
  DELIVERED: view('DELIVERED', 'good', IconCheck),
  READ: view('READ', 'good', IconChecks),
};

export const isStatus = isKeyOf(STATUS_VIEWS);

/** The status that a word means, in whichever letters; null: one that nobody knows here. */
export function statusOf(word: string): Status | null {
  const name = word.toUpperCase();
  return isStatus(name) ? name : null;
}

/** Every status, in the same order. */
export const STATUSES: readonly Status[] = Object.keys(STATUS_VIEWS).filter(isStatus);
