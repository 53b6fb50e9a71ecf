import type { CallbackStep } from '@sinch-callback-app/server/contract';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { TablerIcon } from '@tabler/icons-react';
import type { Tone } from '../messages/tone.ts';
import { isKeyOf } from '../parse-basics.ts';
import { STEP_WORDS } from '../texts/callbacks.ts';

type Outcome = CallbackStep['outcome'];

export const OUTCOME_VIEWS: Readonly<Record<Outcome, { tone: Tone; Icon: TablerIcon }>> = {
  passed: { tone: 'good', Icon: IconCheck },
  failed: { tone: 'bad', Icon: IconX },
  noted: { tone: 'unsure', Icon: IconInfoCircle },
  not_reached: { tone: 'open', Icon: IconMinus },
};

export const isOutcome = isKeyOf(OUTCOME_VIEWS);
export const isStep = isKeyOf(STEP_WORDS);
