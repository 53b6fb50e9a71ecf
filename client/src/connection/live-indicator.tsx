import { ActionIcon } from '@mantine/core';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import { CONNECTION, lastUpdate } from '../texts/connection.ts';
import { exactTime } from '../ui/exact-time.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useTrouble } from './connection.ts';
import classes from './live-indicator.module.css';
import { useIsShown, usePause } from './watching.ts';

type Liveness = 'live' | 'reconnecting' | 'paused';

function useLiveness(): Liveness {
  const trouble = useTrouble();
  const { isPaused } = usePause();
  const isShown = useIsShown();
  if (isPaused || !isShown) return 'paused';
  return trouble === null ? 'live' : 'reconnecting';
}

/** Whether what one sees is what is, since when it is not, and a way to make it stand still. */
export function LiveIndicator({ updatedAt }: { updatedAt: number }) {
  const liveness = useLiveness();
  const { isPaused, setPaused } = usePause();
  const [Icon, action] = isPaused ? [IconPlayerPlay, CONNECTION.resume] : [IconPlayerPause, CONNECTION.pause];
  const known = updatedAt > 0;
  const at = known ? lastUpdate(exactTime(new Date(updatedAt))) : undefined;
  return (
    <span className={classes.indicator} data-liveness={liveness} title={at}>
      <span className={classes.dot} aria-hidden />
      {CONNECTION[liveness]}
      {/* While all is well, the time is of no interest; the title has it. */}
      {known && liveness !== 'live' && (
        <span className={classes.since}>
          <RelativeTime at={new Date(updatedAt).toISOString()} />
        </span>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={action}
        aria-description={at}
        title={at === undefined ? action : `${action}. ${at}`}
        onClick={() => setPaused(!isPaused)}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </span>
  );
}
