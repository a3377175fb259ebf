import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pack } from '../../../lambdas/domain/pack.ts';
import { requestStream, windowEntries } from '../../../lambdas/domain/request-stream.ts';

const limits = { maxEntries: 20, maxRequestBytes: 1_000 };

function requestsOf<T extends { sizeBytes: number; sourceArn?: string }>(entries: readonly T[]) {
  const stream = requestStream(entries.values(), () => limits);
  const requests: (readonly T[])[] = [];
  for (let request = stream.next(); request !== undefined; request = stream.next()) {
    requests.push(request);
  }
  return { requests, stream };
}

const entriesArbitrary = fc.array(
  fc.record({ sizeBytes: fc.integer({ min: 1, max: 400 }), source: fc.nat(5) }),
  { maxLength: 3 * windowEntries },
);

test('every entry is in one request, within the limits, and each source’s entries keep their order', () => {
  fc.assert(
    fc.property(entriesArbitrary, (drawn) => {
      const entries = drawn.map(({ sizeBytes, source }, index) => ({
        sizeBytes,
        sourceArn: `arn:${source}`,
        index,
      }));
      const { requests, stream } = requestsOf(entries);

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
      // A window's end costs at most one request.
      const windows = Math.ceil(entries.length / (windowEntries - limits.maxEntries));
      expect(requests.length).toBeLessThanOrEqual(pack(entries, limits).length + windows);
    }),
    { numRuns: 50 },
  );
});

test('small entries fill every request but the last, across windows', () => {
  const entries = Array.from({ length: 2 * windowEntries + 7 }, () => ({ sizeBytes: 1 }));
  const { requests } = requestsOf(entries);

  expect(requests).toHaveLength(Math.ceil(entries.length / 20));
});

test('entries are taken a window at a time, and those in no request yet can be had', () => {
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
  expect(stream.waiting().map(({ index }) => index)).toEqual(
    Array.from({ length: windowEntries - 20 }, (_, index) => index + 21),
  );
});

test('limits hold as they are when a window is packed', () => {
  let maxRequestBytes = 1_000;
  const entries = Array.from({ length: 2 * windowEntries }, () => ({ sizeBytes: 100 }));
  const stream = requestStream(entries.values(), () => ({ maxEntries: 20, maxRequestBytes }));
  expect(stream.next()).toHaveLength(10);
  maxRequestBytes = 300;
  let last = stream.next();
  for (let request = last; request !== undefined; request = stream.next()) last = request;

  expect(last?.length).toBeLessThanOrEqual(3);
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
