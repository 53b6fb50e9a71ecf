/** Signatures carry the time of Sinch's clock, so ours must agree with it. Pure. */
import { inWords } from '../../src/callbacks/clock-finding.ts';
import { MAX_SECONDS_AHEAD } from '../../src/callbacks/signature.ts';
import type { Answer } from './ask.ts';
import { fail, pass, skipped, warn, type Finding } from './finding.ts';

export interface OtherClock {
  whose: string;
  answer: Answer;
}

/** The `Date` header has whole seconds, and the answer takes its time. */
const TOLERANCE_SECONDS = 5;

const REMEDY = 'Let the system set its clock by itself, for instance with: timedatectl set-ntp true';

/** How far our clock is ahead of the other one, in seconds; null where it shows none. */
function skewOf({ headers, at }: Answer): number | null {
  const theirs = Date.parse(headers.get('date') ?? '');
  // Half a second, since the header is cut to the second.
  return Number.isNaN(theirs) ? null : (at - theirs - 500) / 1000;
}

export function judgeClock(clocks: readonly OtherClock[], maxAgeSeconds: number): Finding<'clock'>[] {
  for (const { whose, answer } of clocks) {
    const skew = skewOf(answer);
    if (skew === null) continue;
    const size = Math.abs(skew);
    if (size <= TOLERANCE_SECONDS) return [pass('good', `This clock agrees with ${whose}.`)];
    const isBehind = skew < 0;
    const cause = isBehind ? 'behind' : 'ahead';
    const says = `This clock is ${inWords(Math.round(size))} ${cause === 'ahead' ? 'ahead of' : 'behind'} ${whose}.`;
    const limit = isBehind ? MAX_SECONDS_AHEAD : maxAgeSeconds;
    return size > limit
      ? [fail(cause, `${says} Callbacks are refused, since their time lies outside the window.`, REMEDY)]
      : [warn(cause, `${says} Callbacks still come through, but the times shown are wrong.`, REMEDY)];
  }
  return [
    skipped('no_other_clock', 'Neither Sinch nor PUBLIC_URL answered, so there is no clock to compare with.'),
  ];
}
