import helmet from 'helmet';
import type { RequestHandler } from 'express';

const HALF_A_YEAR_SECONDS = 180 * 24 * 3600;

/** Only over TLS (TRUST_PROXY says whether a proxy is believed that says so). Other names of the domain are not ours. */
const strictTransport: RequestHandler = (req, res, next) => {
  if (req.secure) res.setHeader('Strict-Transport-Security', `max-age=${HALF_A_YEAR_SECONDS}`);
  next();
};

/**
 * Everything from this server and nothing inline. `upgrade-insecure-requests` would break a page on plain http, which is
 * what this machine gets.
 */
export const securityHeaders = (): RequestHandler[] => [
  strictTransport,
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
      },
    },
    strictTransportSecurity: false,
    // The page in development has another origin than the server.
    crossOriginResourcePolicy: false,
  }),
];
