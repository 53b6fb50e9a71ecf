/** Where the process is in its life. The server listens before it is ready and while it stops. */
export type Phase = 'starting' | 'ready' | 'stopping';

export interface Lifecycle {
  phase: Phase;
}
