import type { MessageState, Transport } from '@sinch-callback-app/server/contract';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconHelpCircle from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs';
import IconLoader from '@tabler/icons-react/dist/esm/icons/IconLoader.mjs';
import type { TablerIcon } from '@tabler/icons-react';
import type { Tone } from './status-view.ts';

interface StateView {
  label: string;
  tone: Tone;
  Icon: TablerIcon;
}

/** An accepted message shows what became of its recipients instead. */
export const STATE_VIEWS: Readonly<Record<Exclude<MessageState, 'accepted'>, StateView>> = {
  submitting: { label: 'Sending', tone: 'open', Icon: IconLoader },
  refused: { label: 'Refused', tone: 'bad', Icon: IconBan },
  unclear: { label: 'Unclear', tone: 'unsure', Icon: IconHelpCircle },
};

const UNCLEAR =
  'The answer was lost, so Sinch may or may not have it. Do not send it again yet: the server is asking Sinch. ' +
  'Either its status appears here or, after about a quarter of an hour, word that it never arrived; ' +
  'then you can send it again.';

const UNCLEAR_FOR_GOOD =
  'The answer was lost, so Sinch may or may not have it, and Sinch’s Conversation API cannot be asked. If Sinch has ' +
  'it, its status appears here within minutes. If none does, ask the recipient before you send it again: it may ' +
  'arrive twice.';

export const unclearText = (transport: Transport): string =>
  transport === 'conversation' ? UNCLEAR_FOR_GOOD : UNCLEAR;
