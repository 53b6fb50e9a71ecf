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
    background: light-dark(#fff, #16181b);
    color: light-dark(#1c1e21, #e6e7e9);
  }
  a {
    color: light-dark(#0b57d0, #9ecbff);
  }
  main {
    max-width: 100rem;
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
    padding: 0.25rem 1rem 0.25rem 0;
    white-space: nowrap;
  }
  tr {
    border-bottom: 1px solid light-dark(#ddd, #3a3d42);
  }
  td.text,
  td.bad,
  td.good {
    white-space: normal;
    min-width: 12rem;
    overflow-wrap: anywhere;
  }
  td.good div::before {
    content: '✓ ';
  }
  td.bad div::before {
    content: '✗ ';
  }
  td.good {
    color: light-dark(#176b34, #7ed69b);
  }
  td.bad {
    color: light-dark(#a3210b, #ff9d8a);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  input {
    font: inherit;
  }
  pre {
    margin: 0.25rem 0;
    max-width: 40rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  @media (width < 48rem) {
    table,
    tbody {
      display: block;
    }
    thead {
      display: none;
    }
    tr {
      display: block;
      padding: 0.5rem 0;
    }
    td {
      display: grid;
      grid-template-columns: 6.5rem 1fr;
      padding: 0;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    td::before {
      content: attr(data-column);
      color: light-dark(#5c6066, #a2a6ad);
    }
  }
</style>`;
