// oxlint-disable-next-line import/no-unassigned-import -- first, so that the rooms' own styles win over the library's
import './styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './root.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
