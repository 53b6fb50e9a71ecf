import { Button } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs';
import { useQueryClient } from '@tanstack/react-query';
import { CONNECTION } from '../texts/connection.ts';
import { useTrouble } from './connection.ts';
import { describeTrouble } from './describe-trouble.ts';
import classes from './trouble-bar.module.css';

/** Lies over the foot of the page, so that nothing moves when it comes and goes. */
export function TroubleBar() {
  const trouble = useTrouble();
  const { online } = useNetwork();
  const client = useQueryClient();
  const text = trouble && describeTrouble(trouble.error, online);
  return (
    <div aria-live="polite" className={classes.place}>
      {text && (
        <div className={classes.bar}>
          <IconPlugConnectedX size={18} aria-hidden className={classes.icon} />
          <p className={classes.text}>
            <strong>{text.title}</strong> {text.advice} {CONNECTION.outOfDate}
          </p>
          <Button size="xs" variant="default" onClick={() => void client.refetchQueries({ type: 'active' })}>
            {CONNECTION.tryNow}
          </Button>
        </div>
      )}
    </div>
  );
}
