import type { CallbackStep } from '@sinch-callback-app/server/contract';
import { useId } from 'react';
import { StatusWord } from '../messages/status-word.tsx';
import { Variables } from '../setup/variables.tsx';
import { CALLBACKS, OUTCOME_WORDS, STEP_WORDS } from '../texts/callbacks.ts';
import classes from './callback-page.module.css';
import { OUTCOME_VIEWS } from './step-view.ts';

/** In the order in which they were taken. */
export function Steps({ steps }: { steps: readonly CallbackStep[] }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>{CALLBACKS.judged}</h3>
      <ol aria-labelledby={heading} className={classes.steps}>
        {steps.map(({ step, outcome, detail }, index) => {
          const { Icon, tone } = OUTCOME_VIEWS[outcome];
          // What was not reached, all for the same reason, says so once.
          const isSaid = outcome === 'not_reached' && steps[index - 1]?.detail === detail;
          return (
            <li key={step} className={classes.step}>
              <StatusWord Icon={Icon} tone={tone}>
                {STEP_WORDS[step]}
              </StatusWord>
              <span className={classes.dimmed}>{OUTCOME_WORDS[outcome]}</span>
              {!isSaid && (
                <span className={`${classes.dimmed} ${classes.detail}`}>
                  <Variables text={detail} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
