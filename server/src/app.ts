import cors from 'cors';
import express from 'express';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createHealth } from './callbacks/health.ts';
import { createReceive } from './callbacks/receive.ts';
import { receivedRoutes } from './callbacks/received-route.ts';
import type { Rejected } from './callbacks/rejected.ts';
import { callbackRoute, refuseMethod } from './callbacks/route.ts';
import { createTokens } from './callbacks/token.ts';
import { WEBHOOK_PATH } from './config.ts';
import type { Config } from './config.ts';
import type { Setup } from './contract.ts';
import { authenticate, onlyThisMachine, slowWrongBearers } from './http/access.ts';
import { handleErrors, notFound } from './http/errors.ts';
import { healthz, readyz } from './http/health.ts';
import { onlyWhenReady } from './http/lifecycle.ts';
import type { Lifecycle } from './http/lifecycle.ts';
import { onlyOwnPages } from './http/own-pages.ts';
import { page } from './http/page.ts';
import { requestId } from './http/request-id.ts';
import { securityHeaders } from './http/security-headers.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { createSessions } from './http/session.ts';
import { budgetRoute } from './messages/budget-route.ts';
import { cancelRoute } from './messages/cancel-route.ts';
import { deedsRoute } from './messages/deeds-route.ts';
import { exportRoute } from './messages/export-route.ts';
import { forgetRoute } from './messages/forget-route.ts';
import { meaningsRoute } from './messages/meanings-route.ts';
import { overviewRoute } from './messages/overview-route.ts';
import { readRoutes } from './messages/read-routes.ts';
import { replyRoutes } from './messages/reply-routes.ts';
import { sendRoute } from './messages/send-route.ts';
import { countAnswers } from './metrics/count-answers.ts';
import type { Metrics } from './metrics/metrics.ts';
import { metricsRoute } from './metrics/route.ts';
import { openapiRoute } from './openapi/document.ts';
import type { Gateway } from './sinch/gateway.ts';
import type { Store } from './store/store.ts';

interface AppDeps {
  config: Config;
  store: Store;
  rejected: Rejected;
  gateway: Gateway;
  metrics: Metrics;
  lifecycle: Lifecycle;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: () => string;
  /** The built page; it need not exist. */
  pageDirectory: string;
}

const setupOf = ({ sinch, transport, callbackUrl, defaultFrom, allowedCountries }: Config): Setup => ({
  sinch: sinch.local ? 'local' : 'real',
  transport: transport.kind,
  callbackUrl,
  defaultFrom,
  allowedCountries: allowedCountries && [...allowedCountries],
});

/** Where pages come from that may change something. */
const ownOrigins = ({ clientOrigins, callbackUrl }: Config): string[] =>
  callbackUrl === null ? [...clientOrigins] : [...clientOrigins, new URL(callbackUrl).origin];

/** What was refused a moment ago and is not stored yet must not be stored afterwards. */
const forgetting = ({ store, rejected }: AppDeps): Pick<Store, 'forget'> => ({
  forget: async (number, deed) => {
    await rejected.forget(number);
    return store.forget(number, deed);
  },
});

/** Every route, in the one order that is right. */
export function createApp(deps: AppDeps): Express {
  const { config, store, metrics, lifecycle, log, now } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);
  app.use(requestId);

  // Open to the world. The callback needs the bytes as received, so it stands before everything that reads a body.
  const { webhook: policy } = config;
  const tokens = createTokens(policy.secrets);
  const callbackUrlOf = (id: string): string | null =>
    config.callbackUrl && `${config.callbackUrl}?token=${tokens.issue(id)}`;
  const health = createHealth(policy, now());
  const receive = createReceive({ store, rejected: deps.rejected, policy, tokens, health, now });
  // `all` by itself would do, but Express makes a layer of it for each of some thirty methods, and walks them in turn.
  app.post(WEBHOOK_PATH, callbackRoute({ receive, lifecycle, log, onAnswer: metrics.callbackAnswered }));
  app.all(WEBHOOK_PATH, refuseMethod);
  app.get('/healthz', healthz);
  app.get('/readyz', readyz({ lifecycle, store }));
  app.use(countAnswers(metrics));

  // Open to this machine; with access tokens to everybody, since one must see the page to log in.
  const { access } = config;
  const sessions = createSessions(access.tokens);
  const accessDeps = { access, sessions, slowWrongBearer: slowWrongBearers({ log, now }), log, now };
  if (access.tokens.length === 0) app.use(onlyThisMachine);
  app.use(securityHeaders());
  app.use(
    cors({
      origin: [...config.clientOrigins],
      credentials: true,
      allowedHeaders: ['Content-Type', 'Idempotency-Key', 'If-None-Match'],
      exposedHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
      maxAge: 600,
    }),
  );
  app.use(onlyOwnPages(ownOrigins(config)));
  app.use(page(deps.pageDirectory));
  app.use('/api', sessionRoutes(accessDeps));

  // Only for who shows a token, as soon as there are any.
  app.use(authenticate(accessDeps));
  app.use(['/send-sms', '/api'], onlyWhenReady(lifecycle));
  app.post('/send-sms', sendRoute({ ...deps, callbackUrlOf, onResult: metrics.sendAnswered }));
  app.get('/api/messages.csv', exportRoute(deps));
  app.use('/api/messages', readRoutes({ store }));
  app.post('/api/messages/:id/cancel', cancelRoute({ ...deps, onResult: metrics.cancelAnswered }));
  app.use('/api', replyRoutes({ store }));
  app.get('/api/budget', budgetRoute(deps));
  app.get('/api/overview', overviewRoute(deps));
  app.get('/api/meanings', meaningsRoute);
  app.get('/api/setup', (_req, res) => {
    res.json(setupOf(config));
  });
  app.get('/api/callbacks', (_req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    res.json(health.report());
  });
  app.use('/api/callbacks/received', receivedRoutes({ store, policy }));
  app.post('/api/forget', forgetRoute({ ...deps, store: forgetting(deps) }));
  app.get('/api/deeds', deedsRoute(deps));
  app.get('/metrics', metricsRoute(metrics));
  app.get('/api/openapi.json', openapiRoute());

  app.use(notFound);
  app.use(handleErrors(log));
  return app;
}
