import type { Regression } from '../regression.ts';

const pack = 'lambdas/domain/pack.ts';
const peers = 'test/regressions/bugs-of-peers.test.ts';
const packTest = 'test/lambdas/domain/pack.test.ts';

/** Regressions in filling requests. */
export const packingRegressions: readonly Regression[] = [
  {
    name: 'one-entry-per-call',
    seenIn: 'berndruecker/zeebe-aws-event-bridge',
    edits: [
      {
        file: pack,
        find: 'if (request.entries.length === limits.maxEntries)',
        replace: 'if (request.entries.length === 1)',
      },
    ],
    tests: [peers, packTest],
  },
  {
    name: 'one-entry-per-call-by-its-settings',
    seenIn: 'berndruecker/zeebe-aws-event-bridge',
    edits: [
      {
        file: 'lambdas/settings/table/delivery.ts',
        find: 'default: 20,',
        replace: 'default: 1,',
      },
    ],
    tests: ['test/regressions/bugs-of-settings.test.ts'],
  },
  {
    name: 'no-size-packing',
    seenIn: 'segmentio/action-destinations',
    edits: [
      {
        file: pack,
        find: '({ index, freeBytes }) => index >= earliest && freeBytes >= entry.sizeBytes,',
        replace: '({ index }) => index >= earliest,',
      },
    ],
    tests: [peers, packTest],
  },
  {
    name: 'resources-bytes-not-counted',
    seenIn: 'typebridge',
    edits: [
      {
        file: 'lambdas/domain/delivery.ts',
        find: 'sum + jsonTextBytes(resource) +',
        replace: 'sum + 0 * jsonTextBytes(resource) +',
      },
    ],
    tests: [peers, 'test/lambdas/domain/delivery.test.ts'],
  },
  {
    name: 'quadratic-packing',
    seenIn: 'typebridge',
    edits: [
      {
        file: pack,
        find: 'open = [...open.slice(1 - maxOpenRequests), request];',
        replace: 'open.push(request);',
      },
    ],
    tests: [packTest],
  },
  {
    name: 'first-fit-decreasing',
    seenIn: 'measured beside first-fit in order',
    edits: [
      {
        file: pack,
        find: 'for (const entry of entries) {',
        replace: 'for (const entry of entries.toSorted((a, b) => b.sizeBytes - a.sizeBytes)) {',
      },
    ],
    tests: [peers, packTest],
  },
];
