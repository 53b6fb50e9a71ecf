/** Every route of an app, read from its own router, so that none can be forgotten. */
import type { Express } from 'express';
import { z } from 'zod';

export interface Route {
  /** `ALL` for a route of whatever method. */
  method: string;
  /** As it was mounted, parameters and all. */
  path: string;
}

/** Express makes a layer of `app.all` for each of some thirty methods. */
const MANY = 20;

const paths = z.union([z.string(), z.array(z.string())]).transform((found) => [found].flat());
/** What Express keeps of each thing that was mounted. */
const layer = z.object({
  rawPath: paths,
  route: z.object({ path: paths, methods: z.record(z.string(), z.boolean()) }).optional(),
  handle: z.custom<object>(),
});
const stackOf = (router: object): unknown[] =>
  'stack' in router && Array.isArray(router.stack) ? router.stack : [];

const joined = (prefix: string, path: string): string =>
  `${prefix}${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');

function routesBelow(router: object, prefix: string): Route[] {
  return stackOf(router).flatMap((one) => {
    const { rawPath, route, handle } = layer.parse(one);
    if (route === undefined) return rawPath.flatMap((path) => routesBelow(handle, joined(prefix, path)));
    const names = Object.keys(route.methods).map((name) => name.toUpperCase());
    const methods = names.length > MANY ? ['ALL'] : names;
    return route.path.flatMap((path) => methods.map((method) => ({ method, path: joined(prefix, path) })));
  });
}

export const routesOf = (app: Express): Route[] => routesBelow(app.router, '');
