/** Where the API answers: '' is the page's own origin. Defined in vite.config.ts. */
declare const API_ORIGIN: string;

/** One icon by its path: the package's entry would bring thousands to the development server and to every test. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { TablerIcon } from '@tabler/icons-react';

  const Icon: TablerIcon;
  export default Icon;
}
