/** What lies in the folder of the repository otherwise than it should. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { warn, type Finding } from './finding.ts';

type Found = Finding<'configuration'>;

const SDK = '@sinch/sdk-core';
const packageSchema = z.object({ version: z.string() });
const serverSchema = z.object({ dependencies: z.object({ [SDK]: z.string() }) });

const readJson = <T>(path: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(path, 'utf8')));

function installedVersion(root: string): string | null {
  try {
    return readJson(join(root, 'server/node_modules', SDK, 'package.json'), packageSchema).version;
  } catch {
    return null;
  }
}

/** Timeouts and repeated requests differ between the SDK's versions. */
function findOtherSdk(root: string): Found[] {
  const wanted = readJson(join(root, 'server/package.json'), serverSchema).dependencies[SDK];
  const installed = installedVersion(root);
  if (installed === wanted) return [];
  const says = `Sinch's SDK is installed in version ${installed ?? 'none'}; this program was written for ${wanted}.`;
  return [warn('sdk_version', says, 'Run: npm run dev, which installs what is missing.')];
}

function findMisplacedFile(root: string): Found[] {
  if (!existsSync(join(root, 'server/.env'))) return [];
  const says = 'There is a file server/.env, which nothing reads.';
  return [warn('env_file_elsewhere', says, 'Move its lines to .env in the root of the repository.')];
}

export const checkInstallation = (root: string): Found[] => [
  ...findMisplacedFile(root),
  ...findOtherSdk(root),
];
