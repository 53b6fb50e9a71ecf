/**
 * Vercel Functions: `api/webhooks/sinch/delivery.ts`. The web-standard signature hands over the body unread.
 * Netlify Functions (see netlify.ts) and every other fetch-style platform work the same way.
 */
import { createServerlessHandler } from '../src/serverless.ts';

const handle = createServerlessHandler(process.env);

export const POST = (request: Request): Promise<Response> => handle(request);
