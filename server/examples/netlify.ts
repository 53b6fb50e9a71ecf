/** Netlify Functions: `netlify/functions/sinch-delivery.ts`. */
import { createServerlessHandler } from '../src/serverless.ts';

const handle = createServerlessHandler(process.env);

export default (request: Request): Promise<Response> => handle(request);

export const config = { path: '/webhooks/sinch/delivery' };
