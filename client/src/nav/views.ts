/** What is loaded only when it is shown. */
import { lazyView } from './lazy-view.ts';

export const OverviewPage = lazyView(
  async () => (await import('../overview/overview-page.tsx')).OverviewPage,
);
export const CallbacksPage = lazyView(
  async () => (await import('../callbacks/callbacks-page.tsx')).CallbacksPage,
);
export const CallbackPage = lazyView(
  async () => (await import('../callbacks/callback-page.tsx')).CallbackPage,
);
