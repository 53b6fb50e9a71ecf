import type { Carrier } from '../carrier.ts';
import type { Dice } from '../dice.ts';
import type { Line } from '../line.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ConversationMessage } from './message.ts';
import type { ConversationStep } from './steps.ts';
import { recipientScenario } from '../scenarios.ts';
import { walk } from '../walk.ts';
import { deliveryReport, deliveryStatement, eventTimeOf } from './report.ts';
import { EXPIRED } from './scenarios.ts';
import { conversationSteps, reasonOf } from './steps.ts';

interface ConversationLifeOptions {
  readonly scheduler: Scheduler;
  readonly line: Line;
  readonly carrier: Carrier;
  readonly dice: Dice;
  readonly channelMissing: boolean;
  /** Signs callbacks to the app's own URL, and to a URL that a send brought. */
  readonly secrets: { readonly own: string; readonly overridden: string };
  readonly defaultUrl: string | undefined;
}

export interface ConversationLife {
  /** Starts the message's life; settles when its send may be answered. */
  begin(message: ConversationMessage, silent: boolean): Promise<void>;
}

export function createConversationLife(options: ConversationLifeOptions): ConversationLife {
  const { scheduler, line, carrier, dice } = options;

  async function begin(message: ConversationMessage, silent: boolean): Promise<void> {
    const { number, app_id } = message.request;
    const jitter = dice(`${number} lag`);
    const [first, ...rest] = conversationSteps(message, options.channelMissing, jitter);
    if (!first) return;
    const take = (step: ConversationStep): boolean => {
      const entered = expiresNow(message, step) ? expired(step) : step;
      void enter(message, entered, silent);
      return !entered.last;
    };
    if (recipientScenario(number).delivery === 'early') {
      await enter(message, first, silent);
      line.enter(app_id, () => void walk(scheduler, rest, first.at, take));
    } else line.enter(app_id, () => void walk(scheduler, [first, ...rest], 0, take));
  }

  /** The `ttl` ends what the channel does not have yet. */
  function expiresNow(
    { state, acceptedAt, request }: ConversationMessage,
    { status }: ConversationStep,
  ): boolean {
    const ttl = scheduler.scaled(request.ttl);
    return state === null && status !== 'FAILED' && scheduler.now() >= acceptedAt + ttl;
  }

  function enter(message: ConversationMessage, step: ConversationStep, silent: boolean): Promise<void> {
    const { status, reason, last } = step;
    message.state = { status, reason, at: scheduler.now() };
    return silent ? Promise.resolve() : scheduler.track(report(message, message.state, last));
  }

  async function report(
    message: ConversationMessage,
    state: NonNullable<ConversationMessage['state']>,
    last: boolean,
  ): Promise<void> {
    const { number, callback_url, message_metadata = null } = message.request;
    const url = callback_url ?? options.defaultUrl;
    if (url === undefined) return;
    const eventTime = eventTimeOf(state.at, dice(`${number} ${state.status} digits`));
    const letter = {
      messageId: message.id,
      reference: message_metadata,
      recipient: number,
      status: state.status,
      url,
      secret: callback_url === undefined ? options.secrets.own : options.secrets.overridden,
      body: Buffer.from(JSON.stringify(deliveryReport(message, state, eventTime))),
      statements: [deliveryStatement(message, state, eventTime)],
      last,
    };
    await carrier.carry(letter, recipientScenario(number).delivery, message);
  }

  return { begin };
}

function expired(step: ConversationStep): ConversationStep {
  return { status: 'FAILED', reason: reasonOf(EXPIRED), at: step.at, last: true };
}
