import type { Message } from '@sinch-callback-app/server/contract';
import { useRef } from 'react';
import { Link, Route, Switch, useLocation, useRoute } from 'wouter';
import classes from './app.module.css';
import { TroubleBar } from './connection/trouble-bar.tsx';
import { LogOut } from './login/log-out.tsx';
import { MessageList } from './messages/message-list.tsx';
import { MessagePage } from './message/message-page.tsx';
import { draftOf } from './send/draft.ts';
import { SendForm } from './send/send-form.tsx';
import type { SendFormHandle } from './send/send-form.tsx';
import { ThisServer } from './setup/this-server.tsx';
import { useCallbackHealth } from './setup/use-callback-health.ts';
import { useSetup } from './setup/use-setup.ts';
import { SchemeToggle } from './ui/scheme-toggle.tsx';
import { useFocusOnArrival } from './ui/use-focus-on-arrival.ts';
import { useLate } from './ui/use-late.ts';

interface Props {
  /** Whose access token opened the page, if any. */
  actor: string | null;
  /** They have logged out. */
  onLeave: () => void;
}

export function App({ actor, onLeave }: Props) {
  const { setup, isSetupSettled } = useSetup();
  const { health, isHealthSettled } = useCallbackHealth();
  const isSettled = isSetupSettled && isHealthSettled;
  const late = useLate(!isSettled);
  const pane = useFocusOnArrival();
  const form = useRef<SendFormHandle>(null);
  const [atList] = useRoute('/');
  const [, navigate] = useLocation();
  const sendAgain = (message: Message): void => {
    // On a phone the form stands there alone; elsewhere the list shows what becomes of the new message.
    navigate('/');
    form.current?.fill(draftOf(message, Date.now()));
  };
  // What stands at the top would push everything down if it came second.
  if (!isSettled && !late) return null;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1>
          <Link href="/">Sinch callbacks</Link>
        </h1>
        <div className={classes.corner}>
          {actor !== null && <LogOut actor={actor} onLeave={onLeave} />}
          <SchemeToggle />
        </div>
      </header>
      {setup && <ThisServer setup={setup} health={health} />}
      <main className={classes.main} data-page={atList ? 'list' : 'message'}>
        <div className={classes.compose}>
          <SendForm ref={form} setup={setup} />
        </div>
        <div ref={pane} className={classes.pane}>
          <Switch>
            <Route path="/">
              <MessageList />
            </Route>
            <Route path="/messages/:id">
              {({ id }) => <MessagePage key={id} id={id} onSendAgain={sendAgain} />}
            </Route>
            <Route>
              <NoSuchPage />
            </Route>
          </Switch>
        </div>
      </main>
      <TroubleBar />
    </div>
  );
}

function NoSuchPage() {
  return (
    <div className={classes.nothing}>
      <h2 tabIndex={-1}>There is no such page</h2>
      <Link href="/">All messages</Link>
    </div>
  );
}
