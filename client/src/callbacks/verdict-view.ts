import type { CallbackSummary } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconMessageReply from '@tabler/icons-react/dist/esm/icons/IconMessageReply.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconServerOff from '@tabler/icons-react/dist/esm/icons/IconServerOff.mjs';
import IconShieldX from '@tabler/icons-react/dist/esm/icons/IconShieldX.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { TablerIcon } from '@tabler/icons-react';
import type { Tone } from '../messages/tone.ts';
import { isKeyOf } from '../parse-basics.ts';

type Verdict = CallbackSummary['verdict'];

interface VerdictView {
  tone: Tone;
  Icon: TablerIcon;
}

const view = (tone: Tone, Icon: TablerIcon): VerdictView => ({ tone, Icon });

/** `bad`: what it said is lost · `unsure`: it waits for something. */
export const VERDICT_VIEWS: Readonly<Record<Verdict, VerdictView>> = {
  stored: view('good', IconCheck),
  reply: view('good', IconMessageReply),
  duplicate: view('open', IconCopy),
  replay: view('open', IconCopy),
  no_report: view('open', IconMinus),
  orphan: view('unsure', IconInbox),
  unreadable: view('unsure', IconAlertTriangle),
  overloaded: view('unsure', IconServerOff),
  store_failed: view('unsure', IconServerOff),
  missing: view('bad', IconShieldX),
  malformed: view('bad', IconShieldX),
  algorithm: view('bad', IconShieldX),
  mismatch: view('bad', IconShieldX),
  time: view('bad', IconClock),
  bad_token: view('bad', IconShieldX),
  unsigned: view('bad', IconShieldX),
  invalid_body: view('bad', IconX),
};

export const isVerdict = isKeyOf(VERDICT_VIEWS);
