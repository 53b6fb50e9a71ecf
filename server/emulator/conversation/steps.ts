import type { Ending } from './scenarios.ts';
import type { ConversationMessage, ConversationState } from './message.ts';
import { partsOf } from '../parts.ts';
import { recipientScenario } from '../scenarios.ts';
import { endingOf, TOO_MANY_PARTS, CHANNEL_MISSING } from './scenarios.ts';

export interface ConversationStep extends Omit<ConversationState, 'at'> {
  /** Milliseconds after its turn came, at speed 1. */
  readonly at: number;
  readonly last: boolean;
}

const ON_CHANNEL_AT = 1_000;
const END_AT = 2_500;
const JITTER = 0.2;

/** What will happen to the message, QUEUED left out: no callback ever says it. */
export function conversationSteps(
  { request }: ConversationMessage,
  channelMissing: boolean,
  jitter: number,
): ConversationStep[] {
  const { number, channel_properties = {}, text } = request;
  const tooLong = partsOf(text) > Number(channel_properties['SMS_MAX_NUMBER_OF_MESSAGE_PARTS'] ?? Infinity);
  const ending = channelMissing ? CHANNEL_MISSING : tooLong ? TOO_MANY_PARTS : endingOf(number);
  const stretch = recipientScenario(number).pace * (1 + JITTER * jitter);
  const steps: ConversationStep[] = [];
  if (ending.onChannel) {
    const last = ending.status === null;
    steps.push({ status: 'QUEUED_ON_CHANNEL', at: ON_CHANNEL_AT * stretch, last });
  }
  if (ending.status !== null) {
    const { status } = ending;
    steps.push({ status, reason: reasonOf(ending), at: END_AT * stretch, last: true });
  }
  return steps;
}

export function reasonOf({ reason }: Ending): ConversationState['reason'] {
  return reason && { code: reason.code, description: 'As the number asks for.', sub_code: reason.sub_code };
}
