import { Button, VisuallyHidden } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RefObject } from 'react';
import { CONNECTION } from '../texts/connection.ts';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { useTrouble } from './connection.ts';
import { describeTrouble } from './describe-trouble.ts';
import classes from './trouble-bar.module.css';

interface Props {
  /** What has the focus when the bar goes that had it. */
  pane: RefObject<HTMLElement | null>;
}

/** Lies over the foot of the page, so that nothing moves when it comes and goes. */
export function TroubleBar({ pane }: Props) {
  const trouble = useTrouble();
  const [hadTrouble, setHadTrouble] = useState(false);
  if (trouble !== null && !hadTrouble) setHadTrouble(true);
  const { online } = useNetwork();
  const client = useQueryClient();
  const focus = useFocusKept(pane);
  const text = trouble && describeTrouble(trouble.error, online);
  return (
    <>
      <div aria-live="polite" className={classes.place} {...focus}>
        {text && (
          <div className={classes.bar}>
            <IconPlugConnectedX size={18} aria-hidden className={classes.icon} />
            <p className={classes.text}>
              <strong>{text.title}</strong> {text.advice} {CONNECTION.outOfDate}
            </p>
            <Button
              size="xs"
              variant="default"
              onClick={() => void client.refetchQueries({ type: 'active' })}
            >
              {CONNECTION.tryNow}
            </Button>
          </div>
        )}
      </div>
      {/* Who does not see the bar go. */}
      <VisuallyHidden aria-live="polite">{hadTrouble && !text && CONNECTION.upToDate}</VisuallyHidden>
    </>
  );
}
