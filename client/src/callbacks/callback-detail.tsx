import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import { StatusWord } from '../messages/status-word.tsx';
import { Variables } from '../setup/variables.tsx';
import { CALLBACKS, VERDICT_MEANINGS, VERDICT_WORDS } from '../texts/callbacks.ts';
import { Note } from '../ui/note.tsx';
import { CallbackBody } from './callback-body.tsx';
import { CallbackFacts } from './callback-facts.tsx';
import { CallbackHeaders } from './callback-headers.tsx';
import classes from './callback-page.module.css';
import { Effects } from './effects.tsx';
import { Steps } from './steps.tsx';
import { VERDICT_VIEWS } from './verdict-view.ts';

interface Props {
  callback: ReceivedCallback;
  onReveal: (reveal: boolean) => void;
}

export function CallbackDetail({ callback, onReveal }: Props) {
  const { verdict, diagnosis } = callback;
  const cause = diagnosis?.detail ?? (verdict === 'mismatch' ? CALLBACKS.undiagnosed : null);
  const { Icon, tone } = VERDICT_VIEWS[verdict];
  return (
    <div className={classes.page}>
      <p className={classes.verdict}>
        <StatusWord Icon={Icon} tone={tone}>
          <strong>{VERDICT_WORDS[verdict]}</strong>
        </StatusWord>
        <span>{VERDICT_MEANINGS[verdict]}</span>
      </p>
      {cause !== null && (
        <Note tone="bad">
          <strong>{CALLBACKS.diagnosis}</strong> <Variables text={cause} />
        </Note>
      )}
      <CallbackFacts callback={callback} />
      <div className={classes.columns}>
        <Steps steps={callback.steps} />
        <div className={classes.column}>
          <Effects callback={callback} />
          <CallbackHeaders headers={callback.headers} />
          <CallbackBody callback={callback} onReveal={onReveal} />
        </div>
      </div>
    </div>
  );
}
