import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { NAV, titled } from '../texts/nav.ts';
import { BROKEN } from '../texts/ui.ts';
import classes from './error-boundary.module.css';

/** In place of a white page: what the reader can do. (React itself tells the console what broke.) */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  useDocumentTitle(titled(BROKEN.windowTitle));
  return (
    <main className={classes.broken}>
      <div role="alert">
        <h1>{BROKEN.heading}</h1>
        <p>{BROKEN.advice}</p>
      </div>
      <p className={classes.ways}>
        <Button onClick={() => window.location.reload()}>{NAV.reload}</Button>
        {/* No link of the router: the whole page is to start anew. */}
        <a href="/">{NAV.allMessages}</a>
      </p>
      <p className={classes.more}>{BROKEN.whereToLook}</p>
    </main>
  );
}
