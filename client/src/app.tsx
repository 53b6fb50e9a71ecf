import { Link, Route, Switch, useRoute } from 'wouter';
import classes from './app.module.css';
import { TroubleBar } from './connection/trouble-bar.tsx';
import { MessageList } from './messages/message-list.tsx';
import { MessagePage } from './messages/message-page.tsx';
import { SendForm } from './send/send-form.tsx';
import { SetupStrip } from './setup/setup-strip.tsx';
import { useSetup } from './setup/use-setup.ts';
import { SchemeToggle } from './ui/scheme-toggle.tsx';
import { useFocusOnArrival } from './ui/use-focus-on-arrival.ts';
import { useLate } from './ui/use-late.ts';

export function App() {
  const { setup, settled } = useSetup();
  const late = useLate(!settled);
  const pane = useFocusOnArrival();
  const [atList] = useRoute('/');
  // The strip would push everything down if it came second.
  if (!settled && !late) return null;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1>
          <Link href="/">Sinch callbacks</Link>
        </h1>
        <SchemeToggle />
      </header>
      {setup && <SetupStrip setup={setup} />}
      <main className={classes.main} data-page={atList ? 'list' : 'message'}>
        <div className={classes.compose}>
          <SendForm setup={setup} />
        </div>
        <div ref={pane} className={classes.pane}>
          <Switch>
            <Route path="/">
              <MessageList />
            </Route>
            <Route path="/messages/:id">{({ id }) => <MessagePage key={id} id={id} />}</Route>
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
