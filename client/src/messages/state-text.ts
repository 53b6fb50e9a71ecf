import type { MessageState, Transport } from '@sinch-callback-app/server/contract';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconHelpCircle from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs';
import IconLoader from '@tabler/icons-react/dist/esm/icons/IconLoader.mjs';
import type { TablerIcon } from '@tabler/icons-react';
import { STATE_NAMES, UNCLEAR } from '../texts/messages.ts';
import type { Tone } from './tone.ts';

interface StateView {
  label: string;
  tone: Tone;
  Icon: TablerIcon;
}

/** An accepted message shows what became of its recipients instead. */
export const STATE_VIEWS: Readonly<Record<Exclude<MessageState, 'accepted'>, StateView>> = {
  submitting: { label: STATE_NAMES.submitting, tone: 'open', Icon: IconLoader },
  refused: { label: STATE_NAMES.refused, tone: 'bad', Icon: IconBan },
  unclear: { label: STATE_NAMES.unclear, tone: 'unsure', Icon: IconHelpCircle },
};

export const unclearText = (transport: Transport): string =>
  transport === 'conversation' ? UNCLEAR.forGood : UNCLEAR.sinchIsAsked;
