import helmet from 'helmet';
import type { RequestHandler } from 'express';

/**
 * Everything from this server and nothing inline. HSTS and `upgrade-insecure-requests` would break a page on plain http,
 * which is what this machine gets.
 */
export const securityHeaders = (): RequestHandler =>
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
  });
