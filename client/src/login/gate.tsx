import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useLate } from '../ui/use-late.ts';
import { LoginScreen } from './login-screen.tsx';
import { useFocusBack } from './use-focus-back.ts';
import { forgetAll, rereadAll, useSession } from './use-session.ts';
import { visitAfter } from './visit.ts';
import type { Visit } from './visit.ts';

interface Props {
  /** The page. `actor`: whose access token opened it, if any. */
  children: (visit: { actor: string | null; onLeave: () => void }) => ReactNode;
}

/** Stands before the page while a login is needed. A page that was open stays as it is behind it. */
export function Gate({ children }: Props) {
  const client = useQueryClient();
  // No session: it is not known yet, or the server knows of no logins.
  const { data: session, isFetched: isSessionSettled } = useSession();
  const late = useLate(!isSessionSettled);
  const [visit, setVisit] = useState<Visit | null>(null);
  const isLocked = session?.login === 'needed';
  const next = visitAfter(visit, session, isSessionSettled || late);
  if (next !== visit) setVisit(next);

  const wasLocked = useRef(false);
  useEffect(() => {
    if (wasLocked.current && !isLocked) void rereadAll(client);
    wasLocked.current = isLocked;
  }, [client, isLocked]);
  // Whoever has left leaves nothing behind for the next one.
  const isEmpty = visit === null;
  useEffect(() => {
    if (isEmpty) forgetAll(client);
  }, [client, isEmpty]);
  useFocusBack(isLocked);

  return (
    <>
      {visit && (
        <div key={visit.key} hidden={isLocked}>
          {children({ actor: visit.actor ?? null, onLeave: () => setVisit(null) })}
        </div>
      )}
      {isLocked && <LoginScreen isBack={visit !== null && visit.actor !== undefined} />}
    </>
  );
}
