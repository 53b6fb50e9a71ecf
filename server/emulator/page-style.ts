import { html } from './html.ts';

export const STYLE = html`<style>
  :root {
    color-scheme: light dark;
    font:
      14px/1.5 system-ui,
      sans-serif;
  }
  body {
    margin: 0;
  }
  main {
    max-width: 90rem;
    margin: 0 auto;
    padding: 1rem;
  }
  h1 {
    font-size: 1.25rem;
    margin: 0;
  }
  h2 {
    font-size: 1rem;
    margin: 1.5rem 0 0.5rem;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    text-align: left;
    vertical-align: top;
    padding: 0.25rem 0.75rem 0.25rem 0;
    white-space: nowrap;
    border-bottom: 1px solid light-dark(#ddd, #444);
  }
  td.text,
  td.bad,
  td.good {
    white-space: normal;
    min-width: 12rem;
    overflow-wrap: anywhere;
  }
  td.good::before {
    content: '✓ ';
  }
  td.bad::before {
    content: '✗ ';
  }
  td.good {
    color: light-dark(#176b34, #7ed69b);
  }
  td.bad {
    color: light-dark(#a3210b, #ff9d8a);
  }
  pre {
    margin: 0.25rem 0;
    max-width: 40rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
</style>`;
