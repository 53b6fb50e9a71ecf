import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Component } from 'react';
import type { ReactNode } from 'react';
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
  useDocumentTitle('Something broke · Sinch callbacks');
  return (
    <main className={classes.broken}>
      <div role="alert">
        <h1>Something in this page broke</h1>
        <p>What you sent is safe on the server. Reload the page; if it breaks again, go back to the list.</p>
      </div>
      <p className={classes.ways}>
        <Button onClick={() => window.location.reload()}>Reload the page</Button>
        {/* No link of the router: the whole page is to start anew. */}
        <a href="/">All messages</a>
      </p>
      <p className={classes.more}>The browser’s console says what it was.</p>
    </main>
  );
}
