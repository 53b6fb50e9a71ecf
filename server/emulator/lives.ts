import type { Carrier } from './carrier.ts';
import type { ConversationLife } from './conversation/life.ts';
import type { Dice } from './dice.ts';
import type { Life } from './life.ts';
import type { EmulatorOptions } from './options.ts';
import type { Scheduler } from './scheduler.ts';
import { createConversationLife } from './conversation/life.ts';
import { createLife } from './life.ts';
import { createLine } from './line.ts';
import { createOutbox } from './outbox.ts';

interface LivesTools {
  readonly scheduler: Scheduler;
  readonly carrier: Carrier;
  readonly dice: Dice;
}

/** The lives of what each API accepts. */
export function createLives(
  options: EmulatorOptions,
  { scheduler, carrier, dice }: LivesTools,
): { readonly sms: Life; readonly conversation: ConversationLife } {
  const { webhookSecret: own, overriddenUrlSecret: overridden = own, defaultCallbackUrl } = options;
  const line = createLine(scheduler, options.messagesPerSecond);
  const outbox = createOutbox({ carrier, secret: own, defaultUrl: defaultCallbackUrl });
  return {
    sms: createLife({ scheduler, line, outbox, jitter: (number) => dice(`${number} lag`) }),
    conversation: createConversationLife({
      scheduler,
      line,
      carrier,
      dice,
      channelMissing: options.channelMissing ?? false,
      secrets: { own, overridden },
      defaultUrl: defaultCallbackUrl,
    }),
  };
}
