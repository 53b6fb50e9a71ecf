/** Where Sinch's two APIs differ for whoever sends through this server: as data, so that the promises are the same. */
import type { CallbackAuth, HistoryEntry, MessageState, Recipient, Transport } from '../../src/contract.ts';

type State = Pick<Recipient, 'status' | 'code' | 'reason' | 'final'>;

const state = (status: State['status'], code: number | null = null, reason: string | null = null): State => ({
  status,
  code,
  reason,
  final: true,
});
const failed = (reason: string): State => state('FAILED', null, reason);
const open = (status: State['status'], code: number | null = null): State => ({
  ...state(status, code),
  final: false,
});

/** How a send as a whole fares: what it is answered, and where the message stands at last. */
interface Fate {
  answer: number;
  /** Of the problem, or the message's state. */
  says: string;
  /** When everything is quiet. */
  afterwards: { state: MessageState; status: State['status'] };
  /** When Sinch has been asked, too, wherever it can be. */
  atLast: { state: MessageState; status: State['status'] };
}

const refused = (answer: number, says: string): Fate => {
  const end = { state: 'refused', status: null } as const;
  return { answer, says, afterwards: end, atLast: end };
};
const UNCLEAR = { state: 'unclear', status: null } as const;
const DELIVERED = { state: 'accepted', status: 'DELIVERED' } as const;
const unclear = (afterwards: Fate['afterwards'], atLast: Fate['atLast']): Fate => ({
  answer: 202,
  says: 'unclear',
  afterwards,
  atLast,
});

export interface Expectations {
  /** What becomes of a recipient. */
  ends: Record<'delivered' | 'failed' | 'expired' | 'rejected' | 'aborted' | 'without receipt', State>;
  /** Beside Sinch's acceptance, which no callback tells. */
  wayToDelivered: Pick<HistoryEntry, 'status' | 'code'>[];
  /** What is known when callbacks are over of whom none ever came. */
  silent: { afterwards: State; atLast: State };
  /** What is known of a recipient whose number Sinch refuses, sent to beside another. */
  refusedAmongOthers: State;
  /** Of a send to a number with these last digits. */
  sends: Record<'90' | '91' | '92' | '93' | '94' | '95' | '96', Fate>;
  /** What a send for later is answered, and what is told of it from its time on. */
  scheduled: { answer: { status: 201 | 422; faults: string[] }; told: string[] };
  /** What is answered to a cancel of what waits, of what has been sent, and of what is over. */
  cancel: { waiting: string; dispatched: string; over: string };
  /** Whether a message has one id at Sinch, or each recipient its own. */
  idPerRecipient: boolean;
}

const SMS: Expectations = {
  ends: {
    delivered: state('DELIVERED', 0),
    failed: state('FAILED', 150),
    expired: state('EXPIRED', 406),
    rejected: state('REJECTED', 61),
    aborted: state('ABORTED', 402),
    'without receipt': state('UNKNOWN', 399),
  },
  wayToDelivered: [
    { status: 'QUEUED', code: 400 },
    { status: 'DISPATCHED', code: 401 },
    { status: 'DELIVERED', code: 0 },
  ],
  silent: { afterwards: open('QUEUED'), atLast: state('DELIVERED', 0) },
  // A batch is refused as a whole, and only for its first recipient here.
  refusedAmongOthers: state('DELIVERED', 0),
  sends: {
    '90': refused(422, 'invalid_content'),
    '91': refused(502, 'project_not_allowed'),
    '92': refused(422, 'blocked_account'),
    '93': refused(503, 'sinch_busy'),
    '94': unclear(UNCLEAR, { state: 'refused', status: null }),
    '95': unclear(UNCLEAR, DELIVERED),
    '96': unclear(UNCLEAR, DELIVERED),
  },
  scheduled: { answer: { status: 201, faults: [] }, told: ['QUEUED', 'DISPATCHED', 'DELIVERED'] },
  cancel: { waiting: 'cancelled', dispatched: 'already_dispatched', over: 'already_final' },
  idPerRecipient: false,
};

const SMS_BY_PLAN: Expectations = {
  ...SMS,
  // There was no token call that could have shown that the key itself is good.
  sends: { ...SMS.sends, '91': refused(502, 'wrong_credentials') },
};

const CONVERSATION: Expectations = {
  ends: {
    delivered: state('DELIVERED'),
    failed: failed('RECIPIENT_NOT_REACHABLE/UNSPECIFIED_SUB_CODE'),
    expired: failed('MESSAGE_EXPIRED/UNSPECIFIED_SUB_CODE'),
    rejected: failed('CHANNEL_REJECT/CHANNEL_POLICY_VIOLATION'),
    aborted: failed('RECIPIENT_INVALID_CHANNEL_IDENTITY/UNSPECIFIED_SUB_CODE'),
    'without receipt': open('QUEUED_ON_CHANNEL'),
  },
  wayToDelivered: [
    { status: 'QUEUED_ON_CHANNEL', code: null },
    { status: 'DELIVERED', code: null },
  ],
  // No report can be asked for; when the validity is over, that is all that will ever be known.
  silent: { afterwards: open('QUEUED'), atLast: state('UNKNOWN') },
  refusedAmongOthers: state('REJECTED', null, 'INVALID_ARGUMENT'),
  sends: {
    '90': refused(422, 'invalid_content'),
    '91': refused(502, 'project_not_allowed'),
    '92': refused(422, 'blocked_account'),
    // Too many requests are so for a moment: a send to one recipient can be repeated without harm to the others.
    '93': { answer: 201, says: 'accepted', afterwards: DELIVERED, atLast: DELIVERED },
    '94': unclear(UNCLEAR, UNCLEAR),
    '95': unclear(UNCLEAR, UNCLEAR),
    '96': unclear(DELIVERED, DELIVERED),
  },
  scheduled: { answer: { status: 422, faults: ['sendAt'] }, told: [] },
  cancel: { waiting: 'cancel_not_supported', dispatched: 'cancel_not_supported', over: 'already_final' },
  idPerRecipient: true,
};

export const expectationsOf = (transport: Transport, byPlan: boolean): Expectations => {
  if (transport === 'conversation') return CONVERSATION;
  return byPlan ? SMS_BY_PLAN : SMS;
};

/** What is believed, by how callbacks prove themselves. */
interface Belief {
  /** Whether the account's callbacks are. */
  signed: boolean;
  /** What the webhook answers to a callback without signature at its message's own address. */
  unsigned: 200 | 401;
  /** Whether a recipient is heard of whose callbacks the emulator signs wrongly, or not at all. It signs nothing where the account is not signed. */
  hears: { wronglySigned: boolean; unsigned: boolean };
  /** Replies come to an address without a token, so that only a signature proves them. */
  hearsReplies: boolean;
}

export const BELIEFS: Record<CallbackAuth, Belief> = {
  signature: {
    signed: true,
    unsigned: 401,
    hears: { wronglySigned: false, unsigned: false },
    hearsReplies: true,
  },
  'signature-or-token': {
    signed: false,
    unsigned: 200,
    hears: { wronglySigned: true, unsigned: true },
    hearsReplies: false,
  },
};
