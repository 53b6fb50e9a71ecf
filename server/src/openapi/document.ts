/** The description of the HTTP API for programs (OpenAPI 3.1), made of the schemas that its answers obey. */
import type { RequestHandler } from 'express';
import { OPERATIONS } from './operations.ts';
import type { Operation } from './operations.ts';
import { describeSchemas, refTo } from './schemas.ts';

function describeContent(schema: Operation['answers'][number]['schema']): object {
  if (schema === null) return {};
  if (schema === 'csv') return { content: { 'text/csv': { schema: { type: 'string' } } } };
  if (schema === 'text') return { content: { 'text/plain': { schema: { type: 'string' } } } };
  return { content: { 'application/json': { schema: refTo(schema) } } };
}

const describeHeaders = (headers: Record<string, string>): object =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

/** Of every problem that passes by itself. */
const RETRY_AFTER = { 'Retry-After': 'In how many seconds to try again.' };
const headersOf = (status: string): Record<string, string> =>
  ['429', '503'].includes(status) ? RETRY_AFTER : {};

const describeAnswers = ({ answers, problems }: Operation): object => ({
  ...Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, headers = {} }]) => [
      status,
      { description, headers: describeHeaders(headers), ...describeContent(schema) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      status,
      {
        description,
        headers: describeHeaders(headersOf(status)),
        content: { 'application/problem+json': { schema: refTo('Problem') } },
      },
    ]),
  ),
});

const describeOperation = (operation: Operation): object => ({
  summary: operation.summary,
  ...(operation.isOpen ? { security: [] } : {}),
  ...(operation.parameters.length > 0 ? { parameters: operation.parameters } : {}),
  ...(operation.body === null
    ? {}
    : { requestBody: { required: true, content: { 'application/json': { schema: operation.body } } } }),
  responses: describeAnswers(operation),
});

function describePaths(): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return paths;
}

const createDocument = () => ({
  openapi: '3.1.1',
  info: {
    title: 'sinch-callback-app',
    version: '1',
    description:
      'Sends SMS through Sinch and tells, by signed delivery callbacks, what became of each. Without ACCESS_TOKENS it answers to its own machine only, and no token is needed.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  security: [{ token: [] }, { session: [] }],
  paths: describePaths(),
  components: {
    schemas: describeSchemas(),
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: 'One of ACCESS_TOKENS.' },
      session: { type: 'apiKey', in: 'cookie', name: 'sinch_session', description: 'By POST /api/login.' },
    },
  },
});

/** `GET /api/openapi.json`. It changes only with the program. */
export function openapiRoute(): RequestHandler {
  let document: object | null = null;
  return (_req, res) => {
    document ??= createDocument();
    res.json(document);
  };
}
