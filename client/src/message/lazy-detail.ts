import { lazyView } from '../nav/lazy-view.ts';

/** Most of what a message shows, with the meanings of all codes, is fetched when the first one is opened. */
export const loadDetail = async () => (await import('./message-detail.tsx')).MessageDetail;
export const MessageDetail = lazyView(loadDetail);
