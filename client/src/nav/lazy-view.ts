import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** The program of a view did not come: no connection, or the server has another version of the page by now. */
export class NotLoaded extends Error {
  override name = 'NotLoaded';
}

/** A view that is fetched when it is first shown. */
export const lazyView = <P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> =>
  lazy(() =>
    load().then(
      (view) => ({ default: view }),
      (cause: unknown) => {
        throw new NotLoaded('A view could not be loaded.', { cause });
      },
    ),
  );
