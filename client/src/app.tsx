import type { Message } from '@sinch-callback-app/server/contract';
import { useRef } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import classes from './app.module.css';
import { TroubleBar } from './connection/trouble-bar.tsx';
import { LogOut } from './login/log-out.tsx';
import { MessagePage } from './message/message-page.tsx';
import { MessageList } from './messages/message-list.tsx';
import { Navigation } from './nav/navigation.tsx';
import { NoSuchPage } from './nav/no-such-page.tsx';
import { pageOf } from './nav/page-of.ts';
import { CONTENT, SkipLink } from './nav/skip-link.tsx';
import { View } from './nav/view.tsx';
import { CallbackPage, CallbacksPage, OverviewPage } from './nav/views.ts';
import { draftOf } from './send/draft.ts';
import { SendForm } from './send/send-form.tsx';
import type { SendFormHandle } from './send/send-form.tsx';
import { ThisServer } from './setup/this-server.tsx';
import { useCallbackHealth } from './setup/use-callback-health.ts';
import { useSetup } from './setup/use-setup.ts';
import { NAV } from './texts/nav.ts';
import { SchemeToggle } from './ui/scheme-toggle.tsx';
import { useFocusOnArrival } from './ui/use-focus-on-arrival.ts';
import { useLate } from './ui/use-late.ts';
import { WayBack } from './ui/way-back.tsx';

interface Props {
  /** Whose access token opened the page, if any. */
  actor: string | null;
  /** They have logged out. */
  onLeave: () => void;
}

export function App({ actor, onLeave }: Props) {
  const { data: setup, isFetched: isSetupSettled } = useSetup();
  const { data: health, isFetched: isHealthSettled } = useCallbackHealth();
  // Known, or failed: what does not come is not waited for.
  const isSettled = isSetupSettled && isHealthSettled;
  const late = useLate(!isSettled);
  const pane = useFocusOnArrival();
  const form = useRef<SendFormHandle>(null);
  const [location, navigate] = useLocation();
  const sendAgain = (message: Message, numbers?: readonly string[]): void => {
    // On a phone the form stands there alone; elsewhere the list shows what becomes of the new message.
    navigate('/');
    form.current?.fill(draftOf(message, Date.now(), numbers));
  };
  // What stands at the top would push everything down if it came second.
  if (!isSettled && !late) return null;
  return (
    <div className={classes.page}>
      <SkipLink />
      <header className={classes.header}>
        <h1>
          <Link href="/">{NAV.product}</Link>
        </h1>
        <Navigation />
        <div className={classes.corner}>
          {actor !== null && <LogOut actor={actor} onLeave={onLeave} />}
          <SchemeToggle />
        </div>
      </header>
      {setup && <ThisServer setup={setup} health={health} />}
      <main className={classes.main} data-page={pageOf(location)}>
        <div className={classes.compose}>
          <SendForm ref={form} setup={setup} />
        </div>
        <div ref={pane} id={CONTENT} tabIndex={-1} className={classes.pane}>
          <Switch>
            <Route path="/">
              <MessageList />
            </Route>
            <Route path="/messages/:id">
              {({ id }) => <MessagePage key={id} id={id} onSendAgain={sendAgain} />}
            </Route>
            <Route path="/overview">
              <View key="overview" title={NAV.overview}>
                <OverviewPage />
              </View>
            </Route>
            <Route path="/callbacks">
              <View key="callbacks" title={NAV.callbacks}>
                <CallbacksPage />
              </View>
            </Route>
            <Route path="/callbacks/:id">
              {({ id }) => (
                <View
                  key={id}
                  title={NAV.callback}
                  above={<WayBack href="/callbacks">{NAV.allCallbacks}</WayBack>}
                >
                  <CallbackPage id={id} />
                </View>
              )}
            </Route>
            <Route>
              <NoSuchPage />
            </Route>
          </Switch>
        </div>
      </main>
      <TroubleBar pane={pane} />
    </div>
  );
}
