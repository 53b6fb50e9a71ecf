import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import { createHeldBodies } from './held-bodies.ts';

/** A request whose body the test hands over piece by piece. */
function request(headers: IncomingMessage['headers'] = {}): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  Object.assign(req.headers, headers);
  return req;
}

function end(req: IncomingMessage, ...chunks: Buffer[]): void {
  for (const chunk of chunks) req.push(chunk);
  req.complete = true;
  req.push(null);
}

describe('the body of a callback', () => {
  test.each([
    ['none', []],
    ['one', ['{"type":"mo_text"}']],
    ['many', ['{"type":', '"mo_', 'text"}']],
  ])('in %s pieces is the bytes as sent', async (_, pieces) => {
    const req = request();
    const body = readBody(req, createHeldBodies());
    end(req, ...pieces.map((piece) => Buffer.from(piece)));
    expect((await body)?.toString()).toBe(pieces.join(''));
  });

  test('is left as it is, text or not', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (__, byte) => byte));
    const req = request({ 'content-type': 'text/plain; charset=utf-16', 'content-encoding': 'gzip' });
    const body = readBody(req, createHeldBodies());
    end(req, bytes.subarray(0, 128), bytes.subarray(128));
    expect(await body).toEqual(bytes);
  });

  test('of 1 MiB is read', async () => {
    const req = request({ 'content-length': String(MAX_BODY_BYTES) });
    const body = readBody(req, createHeldBodies());
    end(req, Buffer.alloc(MAX_BODY_BYTES));
    expect(await body).toHaveLength(1024 * 1024);
  });

  test('that says it is longer is not read at all', async () => {
    const req = request({ 'content-length': String(MAX_BODY_BYTES + 1) });
    expect(await readBody(req, createHeldBodies())).toBeNull();
    expect(req.readableFlowing).not.toBe(true);
  });

  test('that is longer than it says is read no further', async () => {
    const req = request({ 'transfer-encoding': 'chunked' });
    const body = readBody(req, createHeldBodies());
    req.push(Buffer.alloc(MAX_BODY_BYTES));
    req.push(Buffer.alloc(1));
    expect(await body).toBeNull();
    expect(req.isPaused()).toBe(true);
  });

  test('that breaks off is an error, not a shorter body', async () => {
    const req = request({ 'content-length': '100' });
    const body = readBody(req, createHeldBodies());
    req.push(Buffer.from('{"type":'));
    const closed = once(req, 'close');
    req.destroy();
    await expect(body).rejects.toThrow('the connection was lost before the body ended');
    await closed;
  });

  test('whose connection fails is an error', async () => {
    const req = request();
    const body = readBody(req, createHeldBodies());
    req.destroy(new Error('reset'));
    await expect(body).rejects.toThrow('reset');
  });
});

describe('bodies that come slowly', () => {
  const pieces = (req: IncomingMessage): void => {
    req.push(Buffer.alloc(40));
    req.push(Buffer.alloc(60));
  };

  test('are cut off, the oldest first, once they hold too much together', async () => {
    const held = createHeldBodies(250);
    const [first, second, third] = [request(), request(), request()];
    const lost = readBody(first, held).catch(String);
    const kept = [readBody(second, held), readBody(third, held)];
    for (const req of [first, second]) pieces(req);
    await new Promise((resolve) => setImmediate(resolve));
    pieces(third);
    expect(await lost).toContain('the connection was lost');
    end(second);
    end(third);
    expect((await Promise.all(kept)).map((body) => body?.length)).toEqual([100, 100]);
  });

  test('that are done hold nothing any more', async () => {
    const held = createHeldBodies(250);
    for (let nth = 0; nth < 10; nth += 1) {
      const req = request();
      const body = readBody(req, held);
      pieces(req);
      end(req);
      expect((await body)?.length).toBe(100);
    }
  });
});
