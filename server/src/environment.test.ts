import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const directory = mkdtempSync(join(tmpdir(), 'environment-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const absent = join(directory, 'absent.env');
const standard = file('standard.env', 'PORT=4000\nSINCH_REGION=eu\n');
const other = file('other.env', 'PORT=5000\n');

describe('the environment', () => {
  test('is completed by the file', () => {
    expect(readEnvironment({ HOST: '::1' }, standard)).toEqual({
      HOST: '::1',
      PORT: '4000',
      SINCH_REGION: 'eu',
    });
  });

  test('wins over the file, even with an empty value', () => {
    expect(readEnvironment({ PORT: '1', SINCH_REGION: '' }, standard)).toEqual({
      PORT: '1',
      SINCH_REGION: '',
    });
  });

  test('stands alone where the file is missing', () => {
    expect(readEnvironment({ PORT: '1' }, absent)).toEqual({ PORT: '1' });
  });

  test('is never changed itself', () => {
    const environment = Object.freeze({ HOST: '::1' });
    readEnvironment(environment, standard);
    expect(environment).toEqual({ HOST: '::1' });
  });
});

describe('ENV_FILE', () => {
  test('names another file in place of the usual one', () => {
    expect(readEnvironment({ ENV_FILE: other }, standard)).toEqual({ ENV_FILE: other, PORT: '5000' });
  });

  test('that is empty means no file at all', () => {
    expect(readEnvironment({ ENV_FILE: '' }, standard)).toEqual({ ENV_FILE: '' });
  });

  test('that names a missing file is an error, which says so', () => {
    expect(() => readEnvironment({ ENV_FILE: absent }, standard)).toThrow(
      `names ${absent}, which cannot be read`,
    );
  });

  test('counts only in the real environment', () => {
    const pointer = file('pointer.env', `ENV_FILE=${other}\nPORT=6000\n`);
    expect(readEnvironment({}, pointer).PORT).toBe('6000');
  });
});

test('a usual file that is there, but cannot be read, is an error', () => {
  expect(() => readEnvironment({}, directory)).toThrow('cannot be read');
});

describe('the file', () => {
  test('can quote what has blanks or a #, and can hold comments', () => {
    const text = '# a comment\nSINCH_WEBHOOK_SECRET="a #secret = with blanks "\nPORT=1 # another\n\nEMPTY=\n';
    expect(readEnvironment({}, file('quoted.env', text))).toEqual({
      SINCH_WEBHOOK_SECRET: 'a #secret = with blanks ',
      PORT: '1',
      EMPTY: '',
    });
  });

  test.each(['SECRET=abc#def', ' export SECRET = abc#def # it', 'OTHER=\nSECRET=abc#'])(
    'is not read with a value that ends in its midst: %j',
    (text) => {
      expect(() => readEnvironment({}, file('cut.env', `PORT=1\n${text}\n`))).toThrow(
        /^cuts SECRET short at its #: put the value into quotes in .*cut\.env$/,
      );
    },
  );

  test('may have comments after a blank, and a # within quotes of any kind', () => {
    const text = 'A=1 #2\nB=\'x#y\'\nC=`x#y`\nD="one\nE=x#y"\n#F=x#y\nG= # none\n';
    expect(readEnvironment({}, file('whole.env', text))).toEqual({
      A: '1',
      B: 'x#y',
      C: 'x#y',
      D: 'one\nE=x#y',
      G: '',
    });
  });

  test('keeps a $ as it is', () => {
    expect(readEnvironment({ HOME: '/x' }, file('dollar.env', 'SECRET=a$HOME${HOME}\n')).SECRET).toBe(
      'a$HOME${HOME}',
    );
  });
});
