import { useSessionStorage } from '@mantine/hooks';
import type { CallbackHealth, ReceivedCallback, Transport } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link, useRoute } from 'wouter';
import { receivedKey } from '../callbacks/received-key.ts';
import { SETUP, SIGNING_ADVICE } from '../texts/setup.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useNow } from '../ui/use-now.ts';
import { freshDiagnosis, rotationOf, unsignedNotice } from './callback-notices.ts';
import { Strip } from './strip.tsx';
import classes from './strip.module.css';
import { Variables } from './variables.tsx';

interface Props {
  health: CallbackHealth;
  transport: Transport;
  /** What was put away had the focus. */
  onDismiss: () => void;
}

/** What is wrong with the callbacks, and what to do about it. */
export function CallbackStrips({ health, transport, onDismiss }: Props) {
  const unsigned = unsignedNotice(health);
  return (
    <>
      {/* Heard when it comes, not whenever its "5 min ago" changes. */}
      <div aria-live="polite" aria-relevant="additions">
        {unsigned === 'loud' && <RefusedStrip transport={transport} />}
        <DiagnosisStrip health={health} onDismiss={onDismiss} />
      </div>
      {unsigned === 'quiet' && <TokenStrip transport={transport} />}
      <RotationStrip health={health} />
    </>
  );
}

function RefusedStrip({ transport }: Pick<Props, 'transport'>) {
  return (
    <Strip Icon={IconAlertTriangle} tone="warning">
      <strong>{SETUP.unsigned}</strong> <Variables text={`${SIGNING_ADVICE[transport]} ${SETUP.untilThen}`} />{' '}
      <SeeRejected />
    </Strip>
  );
}

/** It stays for as long as the account is what it is: one line, and the rest on demand. */
function TokenStrip({ transport }: Pick<Props, 'transport'>) {
  return (
    <Strip Icon={IconInfoCircle}>
      <details>
        <summary>{SETUP.byToken}</summary>
        <Variables text={`${SETUP.saferSigned} ${SIGNING_ADVICE[transport]}`} />
      </details>
    </Strip>
  );
}

function DiagnosisStrip({ health, onDismiss }: Omit<Props, 'transport'>) {
  const now = useNow();
  const below = useDiagnosisBelow();
  const [dismissed, setDismissed] = useSessionStorage({
    key: 'dismissed-diagnosis',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const diagnosis = freshDiagnosis(health, dismissed, now);
  if (diagnosis === null) return null;
  const dismiss = (): void => {
    setDismissed(diagnosis.at);
    onDismiss();
  };
  return (
    <Strip Icon={IconAlertTriangle} tone="warning" onDismiss={dismiss}>
      <strong>{SETUP.refused}</strong> (<RelativeTime at={diagnosis.at} />
      ). {diagnosis.detail !== below && <Variables text={diagnosis.detail} />} <SeeRejected />
    </Strip>
  );
}

/** What a callback's own page, where it is open, says for itself. */
function useDiagnosisBelow(): string | undefined {
  const [, params] = useRoute('/callbacks/:id');
  const { data } = useQuery<ReceivedCallback>({
    queryKey: receivedKey(params?.id ?? '', false),
    queryFn: skipToken,
  });
  return data?.diagnosis?.detail;
}

/** What came, byte by byte, and how it was judged. */
function SeeRejected() {
  return (
    <Link href="/callbacks?kept=rejected" className={classes.link}>
      {SETUP.seeRejected}
    </Link>
  );
}

function RotationStrip({ health }: Pick<Props, 'health'>) {
  const rotation = rotationOf(health, useNow());
  if (rotation === null) return null;
  return (
    <Strip Icon={IconKey}>
      <strong>{SETUP.twoSecrets}</strong> {SETUP.newLastMatched} <LastMatch at={rotation.current} />,{' '}
      {SETUP.previousLastMatched} <LastMatch at={rotation.previous} />. <Variables text={rotation.advice} />
    </Strip>
  );
}

function LastMatch({ at }: { at: string | null }) {
  return at === null ? SETUP.notOnce : <RelativeTime at={at} />;
}
