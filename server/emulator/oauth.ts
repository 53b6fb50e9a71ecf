import type { Request, Response } from 'express';
import type { ProjectKey } from './credentials.ts';
import { issueToken, TOKEN_SECONDS } from './credentials.ts';

/** `POST /oauth2/token`: the key as Basic credentials, against a bearer token. */
export function tokenEndpoint(key: ProjectKey | undefined, now: () => number) {
  return (req: Request, res: Response): void => {
    if (!key || req.get('authorization') !== basic(key)) {
      res.status(401).json({ error: 'invalid_client', error_description: 'Client authentication failed' });
      return;
    }
    const form = new URLSearchParams(typeof req.body === 'string' ? req.body : '');
    if (form.get('grant_type') !== 'client_credentials') {
      res.status(400).json({ error: 'unsupported_grant_type', error_description: 'Use client_credentials' });
      return;
    }
    res.json({
      access_token: issueToken(key, now()),
      expires_in: TOKEN_SECONDS,
      scope: '',
      token_type: 'bearer',
    });
  };
}

function basic({ keyId, keySecret }: ProjectKey): string {
  return `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
}
