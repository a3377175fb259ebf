import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { maxPassedOver } from '../../../lambdas/domain/fill-request.ts';
import { requestStream, windowEntries } from '../../../lambdas/domain/request-stream.ts';

const limits = { maxEntries: 20, maxRequestBytes: 1_000 };

function requestsOf<T extends { sizeBytes: number; sourceArn?: string }>(
  entries: readonly T[],
  window = windowEntries,
) {
  const stream = requestStream(entries.values(), () => ({ ...limits, windowEntries: window }));
  const requests: (readonly T[])[] = [];
  for (let request = stream.next(); request !== undefined; request = stream.next()) {
    requests.push(request);
  }
  return { requests, stream };
}

const entriesArbitrary = fc.array(
  fc.record({ sizeBytes: fc.integer({ min: 1, max: 700 }), source: fc.nat(5) }),
  { maxLength: 200 },
);

test('every entry is in one request, within the limits, and each source’s entries keep their order', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.constantFrom(1, 3, 50, windowEntries), (drawn, window) => {
      const entries = drawn.map(({ sizeBytes, source }, index) => ({
        sizeBytes,
        sourceArn: `arn:${source}`,
        index,
      }));
      const { requests, stream } = requestsOf(entries, window);

      expect(requests.flat().toSorted((a, b) => a.index - b.index)).toEqual(entries);
      for (const request of requests) {
        expect(request.length).toBeLessThanOrEqual(limits.maxEntries);
        expect(request.reduce((sum, one) => sum + one.sizeBytes, 0)).toBeLessThanOrEqual(1_000);
      }
      for (const [, ofSource] of Map.groupBy(requests.flat(), (one) => one.sourceArn)) {
        const order = ofSource.map(({ index }) => index);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }
      expect(stream.waiting()).toEqual([]);
    }),
  );
});

test('the oldest entry that is left goes within nine requests, whatever the window', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.integer({ min: 1, max: 60 }), (drawn, window) => {
      let left = drawn.map(({ sizeBytes, source }) => ({ sizeBytes, sourceArn: `arn:${source}` }));
      const { requests } = requestsOf(left, window);
      for (const [index, request] of requests.entries()) {
        expect(requests.slice(index, index + maxPassedOver + 1).flat()).toContain(left[0]);
        left = left.filter((entry) => !request.includes(entry));
      }
    }),
  );
});

test('small entries fill every request but the last, across windows', () => {
  const entries = Array.from({ length: 2 * windowEntries + 7 }, () => ({ sizeBytes: 1 }));
  const { requests } = requestsOf(entries);

  expect(requests).toHaveLength(Math.ceil(entries.length / 20));
});

test('entries are read when they are missing in the window, and those in no request yet can be had', () => {
  let taken = 0;
  function* endless() {
    for (;;) {
      taken += 1;
      yield { sizeBytes: 1, index: taken };
    }
  }
  const stream = requestStream(endless(), () => limits);
  expect(stream.next()).toHaveLength(20);

  expect(taken).toBe(windowEntries);
  stream.next();
  expect(taken).toBe(windowEntries + 20);
  expect(stream.waiting().map(({ index }) => index)).toEqual(
    Array.from({ length: windowEntries - 20 }, (_, index) => index + 41),
  );
});

test('limits hold as they are when a request is made', () => {
  let maxRequestBytes = 1_000;
  const entries = Array.from({ length: 100 }, () => ({ sizeBytes: 100 }));
  const stream = requestStream(entries.values(), () => ({ maxEntries: 20, maxRequestBytes }));
  expect(stream.next()).toHaveLength(10);
  maxRequestBytes = 300;

  expect(stream.next()).toHaveLength(3);
});

test('a stream that has ended is not read again', () => {
  let reads = 0;
  const entries: Iterator<{ sizeBytes: number }> = {
    next() {
      reads += 1;
      return reads === 1 ? { value: { sizeBytes: 1 } } : { done: true, value: undefined };
    },
  };
  const stream = requestStream(entries, () => limits);

  expect([stream.next(), stream.next(), stream.next()]).toEqual([
    [{ sizeBytes: 1 }],
    undefined,
    undefined,
  ]);
  expect(reads).toBe(2);
});

test('a window may be smaller', () => {
  let taken = 0;
  function* endless() {
    for (;;) {
      taken += 1;
      yield { sizeBytes: 1 };
    }
  }
  requestStream(endless(), () => ({ ...limits, windowEntries: 3 })).next();

  expect(taken).toBe(3);
});

test('no entry, no request', () => {
  expect(requestsOf([]).requests).toEqual([]);
});
