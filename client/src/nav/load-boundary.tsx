import { Button } from '@mantine/core';
import { Component, Suspense } from 'react';
import type { ReactNode } from 'react';
import { NAV } from '../texts/nav.ts';
import { Note } from '../ui/note.tsx';
import { NotLoaded } from './lazy-view.ts';
import { LoadingView } from './loading-view.tsx';
import classes from './view.module.css';

interface Held {
  error: unknown;
}

/** Around a view that is fetched when it is shown: the rest of the page stays, with what was typed in it. */
export class LoadBoundary extends Component<{ children: ReactNode }, Held> {
  override state: Held = { error: null };

  static getDerivedStateFromError(error: unknown): Held {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return <Suspense fallback={<LoadingView />}>{this.props.children}</Suspense>;
    if (error instanceof NotLoaded) return <Missing />;
    // A view that came and broke is the whole page's matter.
    throw error;
  }
}

function Missing() {
  return (
    <div role="alert" className={classes.missing}>
      <Note tone="unsure">
        <strong>{NAV.notLoaded}</strong> {NAV.notLoadedAdvice}{' '}
        <Button size="compact-xs" variant="default" onClick={() => window.location.reload()}>
          {NAV.reload}
        </Button>
      </Note>
    </div>
  );
}
