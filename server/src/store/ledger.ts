/** A transaction's messages while they change: engines load them into it, and write what it says has changed. */
import { isDeepStrictEqual } from 'node:util';
import { fold } from '../messages/fold.ts';
import { isSameStatement, statementKey, unsignedReport } from '../messages/report.ts';
import type { Statement, StoredReport } from '../messages/report.ts';
import { applyReports, isSameState, recount } from './apply.ts';
import type { Arrival } from './apply.ts';
import { dayOf, isFree, partsOfOne } from './budget.ts';
import type { Changes, Counted, HeadRow, RecipientEntry } from './driver.ts';
import { enteredState } from './follow-up-policy.ts';
import type { InboxEntry } from './inbox.ts';
import { marksOf } from './marks.ts';
import { NameBook, waitingNames } from './name-book.ts';
import { hourOf } from './outcomes.ts';
import { tookOf } from './took.ts';

interface OpenMessage {
  head: HeadRow;
  readonly recipients: Map<string, RecipientEntry>;
}

const QUEUED = { status: 'QUEUED', code: null, reason: null, at: null } as const;

/** Only ever one: of a message that others were erased from, a callback may still be about them. */
export const hasOneRecipient = ({ recipientCount, erased }: HeadRow): boolean =>
  recipientCount === 1 && erased === 0;

export class Ledger {
  readonly names: NameBook;
  readonly #messages = new Map<number, OpenMessage>();
  readonly #changedHeads = new Set<number>();
  readonly #visiblyChanged = new Set<number>();
  readonly #changedRecipients = new Set<RecipientEntry>();
  /** By day. */
  readonly #charges = new Map<number, number>();
  /** By the report of the history that was said again. */
  readonly #repeats = new Map<Statement, Changes['repeats'][number]>();
  readonly #changes: Pick<Changes, 'reports' | 'inbox'> = { reports: [], inbox: [] };

  constructor(heads: readonly HeadRow[], names = new NameBook()) {
    this.names = names;
    for (const head of heads) {
      this.#messages.set(head.seq, { head: { ...head, counts: { ...head.counts } }, recipients: new Map() });
    }
  }

  load(entries: readonly RecipientEntry[]): void {
    for (const entry of entries) this.#open(entry.seq).recipients.set(entry.record.recipient, { ...entry });
  }

  head(seq: number): HeadRow {
    return this.#open(seq).head;
  }

  recipients(seq: number): Iterable<RecipientEntry> {
    return this.#open(seq).recipients.values();
  }

  hasRecipient(seq: number, recipient: string): boolean {
    return this.#open(seq).recipients.has(recipient);
  }

  /** The recipient of a message that never had another. It must be loaded. */
  onlyRecipient(seq: number): string | null {
    const { head, recipients } = this.#open(seq);
    if (!hasOneRecipient(head)) return null;
    const [number = null] = recipients.keys();
    return number;
  }

  /** Those of the reports that the recipient's history has already. */
  known(seq: number, recipient: string, reports: readonly StoredReport[]): StoredReport[] {
    const history = this.#open(seq).recipients.get(recipient)?.history ?? [];
    return reports.filter((report) => history.some((one) => isSameStatement(one, report)));
  }

  /** Returns the recipient's state before, and how many of the reports were new; null for a stranger. */
  apply(seq: number, recipient: string, reports: readonly StoredReport[], arrival: Arrival) {
    const message = this.#open(seq);
    const entry = message.recipients.get(recipient);
    if (entry === undefined) return null;
    const { record: before, history } = entry;
    const { after, added, repeated } = applyReports(before, history, reports, arrival);
    if (added.length > 0 || repeated.size > 0 || arrival.callbacks > 0) {
      entry.record = after;
      entry.history = [...history, ...added];
      const cost = Number(isFree(history)) - Number(isFree(entry.history));
      this.#charge(message.head, cost * partsOfOne(message.head));
      for (const report of added) {
        this.#changes.reports.push({ seq, position: entry.position, report });
      }
      for (const [report, times] of repeated) this.#repeat(entry, report, times);
      this.#changedRecipients.add(entry);
      recount(message.head, before, after);
      this.#touch(seq);
      if (message.head.openCount === 0) this.#enter(message.head, arrival.now);
    }
    return { before: before.status, after: after.status, added: added.length };
  }

  /** Sinch has the message. On the SMS API that is true of every recipient, and all of them must be loaded. */
  accept(seq: number, now: number): void {
    const { head, recipients } = this.#open(seq);
    if (head.state === 'accepted') return;
    // The refusal gave back what it costs.
    if (head.state === 'refused') this.#charge(head, head.totalParts);
    Object.assign(head, { state: 'accepted', refusal: null, sentAt: now });
    this.#touch(seq);
    // Who was delivered to has taken some time from now on.
    for (const entry of recipients.values()) {
      if (this.#countedOf(entry).took !== entry.counted.took) this.#changedRecipients.add(entry);
    }
    if (head.transport === 'sms') for (const recipient of recipients.keys()) this.queue(seq, recipient, now);
    this.#enter(head, now);
  }

  /** Sinch has the message for this recipient. */
  queue(seq: number, recipient: string, now: number): void {
    this.apply(seq, recipient, [unsignedReport(QUEUED, 'send', now)], { callbacks: 0, now });
  }

  /** Sets what is known of the message as a whole, and begins its follow-up anew. */
  settle(seq: number, fields: Partial<Pick<HeadRow, 'state' | 'refusal' | 'expireAt'>>, now: number): void {
    const { head } = this.#open(seq);
    if (fields.state === 'refused' && head.state !== 'refused') this.#charge(head, -head.totalParts);
    Object.assign(head, fields);
    this.#touch(seq);
    this.#enter(head, now);
  }

  /** Sinch took a cancel. The first one counts. */
  cancel(seq: number, at: number, by: string | null): void {
    const { head } = this.#open(seq);
    if (head.canceledAt !== null) return;
    Object.assign(head, { canceledAt: at, canceledBy: by });
    this.#touch(seq);
    this.#enter(head, at);
  }

  /** It was sent again, which whoever looks at it shall see. */
  resent(seq: number): void {
    this.#touch(seq);
  }

  /** Changes what only the follow-up knows: no reader sees it. */
  followUp(seq: number, followUp: HeadRow['followUp']): void {
    this.#open(seq).head.followUp = followUp;
    this.#changedHeads.add(seq);
  }

  /**
   * Makes `sinchId` a name of the message, or of one of its recipients, and adopts the reports that came before it was
   * one. An id belongs to whom it was given first.
   */
  link(seq: number, sinchId: string, recipient: string | null): void {
    if (this.names.linkOf(sinchId) !== undefined) return;
    const { head, recipients } = this.#open(seq);
    const entry = recipient === null ? undefined : recipients.get(recipient);
    this.names.give(sinchId, { seq, recipient }, entry?.position ?? null);
    this.#touch(seq);
    if (entry === undefined || hasOneRecipient(head)) head.sinchId ??= sinchId;
    if (entry !== undefined) this.#nameRecipient(entry, entry.record.sinchId ?? sinchId);
    for (const orphan of this.names.adopt(waitingNames(head.id, sinchId))) {
      const { recipient: number, callbacks, ...said } = orphan;
      const about = recipient ?? (number || this.onlyRecipient(seq));
      const report: StoredReport = { ...said, source: 'callback' };
      if (about !== null) this.apply(seq, about, [report], { callbacks, now: said.receivedAt });
    }
  }

  /** By Sinch's own answer: who else has that id has it by an unsigned callback, and gives it up. */
  claim(seq: number, sinchId: string, recipient: string | null): void {
    const link = this.names.linkOf(sinchId);
    if (link !== undefined && link.seq !== seq) {
      const { head, recipients } = this.#open(link.seq);
      if (head.sinchId === sinchId) head.sinchId = null;
      const entry = link.recipient === null ? undefined : recipients.get(link.recipient);
      if (entry?.record.sinchId === sinchId) this.#nameRecipient(entry, null);
      this.names.release(sinchId);
      this.#touch(link.seq);
    }
    this.link(seq, sinchId, recipient);
  }

  /** Sinch's own answer names a recipient: that is its id, even if a callback brought another before. */
  name(seq: number, recipient: string, sinchId: string): void {
    this.claim(seq, sinchId, recipient);
    const { head, recipients } = this.#open(seq);
    const entry = recipients.get(recipient);
    const link = this.names.linkOf(sinchId);
    if (entry === undefined || link?.seq !== seq || link.recipient !== recipient) return;
    if (entry.record.sinchId !== sinchId) this.#nameRecipient(entry, sinchId);
    if (hasOneRecipient(head)) head.sinchId = sinchId;
  }

  /** Takes a recipient out of the message, as if it had never been one. */
  erase(seq: number, recipient: string, now: number): RecipientEntry | undefined {
    const { head, recipients } = this.#open(seq);
    const entry = recipients.get(recipient);
    if (entry === undefined) return undefined;
    recipients.delete(recipient);
    recount(head, entry.record, { ...entry.record, status: null, final: true });
    head.recipientCount -= 1;
    head.erased += 1;
    this.#touch(seq);
    if (head.openCount === 0 && head.state === 'accepted') this.#enter(head, now);
    return entry;
  }

  /** Folds the whole history of a message anew; says what was otherwise, and sets it right. All must be loaded. */
  refold(seq: number): string[] {
    const { head, recipients } = this.#open(seq);
    const differences: string[] = [];
    const counted: Pick<HeadRow, 'openCount' | 'counts'> = { openCount: 0, counts: {} };
    for (const entry of recipients.values()) {
      const { position, record, history } = entry;
      const folded = { ...record, ...fold(history) };
      if (!isSameState(record, folded)) {
        differences.push(`recipient ${position} is ${record.status}, but ${folded.status} by its history`);
        entry.record = folded;
        this.#changedRecipients.add(entry);
      }
      if (!this.#changedRecipients.has(entry) && !isDeepStrictEqual(this.#countedOf(entry), entry.counted)) {
        differences.push(`recipient ${position} is counted by another hour or another time to its delivery`);
        this.#changedRecipients.add(entry);
      }
      if (!folded.final) counted.openCount += 1;
      if (folded.status !== null) counted.counts[folded.status] = (counted.counts[folded.status] ?? 0) + 1;
    }
    if (!isDeepStrictEqual(counted, { openCount: head.openCount, counts: head.counts })) {
      differences.push('its counts are not those of its recipients');
    }
    if (differences.length === 0 && !this.#changedHeads.has(seq) && head.marks !== marksOf(head)) {
      differences.push('the marks that lists find it by are not those of its counts and its state');
    }
    if (differences.length > 0) {
      Object.assign(head, counted);
      this.#touch(seq);
    }
    return differences;
  }

  keepInInbox(entry: InboxEntry): void {
    this.#changes.inbox.push(entry);
  }

  changes(): Changes {
    for (const seq of this.#visiblyChanged) this.#open(seq).head.version += 1;
    this.#visiblyChanged.clear();
    const added = new Set<Statement>(this.#changes.reports.map(({ report }) => report));
    return {
      ...this.#changes,
      reports: this.#changes.reports.map((one) => this.#withRepeats(one)),
      repeats: [...this.#repeats].flatMap(([report, repeat]) => (added.has(report) ? [] : [repeat])),
      ...this.names.changes(),
      heads: [...this.#changedHeads].map((seq) => this.#marked(seq)),
      recipients: [...this.#changedRecipients].map((entry) => ({
        ...entry,
        counted: this.#countedOf(entry),
        version: this.head(entry.seq).version,
      })),
      budget: [...this.#charges]
        .filter(([, parts]) => parts !== 0)
        .map(([day, parts]) => ({ day, parts }))
        .toSorted((a, b) => a.day - b.day),
    };
  }

  #marked(seq: number): HeadRow {
    const { head } = this.#open(seq);
    head.marks = marksOf(head);
    return head;
  }

  #open(seq: number): OpenMessage {
    const message = this.#messages.get(seq);
    if (message === undefined) throw new Error('a message is changed that was not loaded');
    return message;
  }

  #countedOf({ seq, record, history }: RecipientEntry): Counted {
    const head = this.head(seq);
    return { hour: hourOf(head.createdAt), took: tookOf(head, record, history) };
  }

  #nameRecipient(entry: RecipientEntry, sinchId: string | null): void {
    entry.record = { ...entry.record, sinchId };
    this.#changedRecipients.add(entry);
    this.#touch(entry.seq);
  }

  #repeat({ seq, position }: RecipientEntry, report: Statement, times: number): void {
    const before = this.#repeats.get(report)?.times ?? 0;
    this.#repeats.set(report, { seq, position, key: statementKey(report), times: before + times });
  }

  /** What was added and said again in the same transaction is written once. */
  #withRepeats(one: Changes['reports'][number]): Changes['reports'][number] {
    const { report } = one;
    const times = this.#repeats.get(report)?.times ?? 0;
    return times === 0 ? one : { ...one, report: { ...report, repeats: report.repeats + times } };
  }

  /** On the day on which it was sent, however late that is known. */
  #charge({ createdAt }: HeadRow, parts: number): void {
    const day = dayOf(createdAt);
    this.#charges.set(day, (this.#charges.get(day) ?? 0) + parts);
  }

  #touch(seq: number): void {
    this.#changedHeads.add(seq);
    this.#visiblyChanged.add(seq);
  }

  #enter(head: HeadRow, now: number): void {
    head.followUp = enteredState(head, now);
  }
}
