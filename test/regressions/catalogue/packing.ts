import type { Regression } from '../regression.ts';

const fillRequest = 'lambdas/domain/fill-request.ts';
const waitingEntries = 'lambdas/domain/waiting-entries.ts';
const peers = 'test/regressions/bugs-of-peers.test.ts';
const packTest = 'test/lambdas/domain/pack.test.ts';

/** Regressions in filling requests. */
export const packingRegressions: readonly Regression[] = [
  {
    name: 'one-entry-per-call',
    seenIn: 'berndruecker/zeebe-aws-event-bridge',
    edits: [
      {
        file: fillRequest,
        find: 'const places = limits.maxEntries - request.length;',
        replace: 'const places = 1 - request.length;',
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
        file: fillRequest,
        find: 'return ofItsShare ?? waiting.takeLargest(freeBytes);',
        replace: 'return ofItsShare ?? waiting.takeLargest(Infinity);',
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
        file: waitingEntries,
        find: 'from = middle + 1;',
        replace: 'from += 1;',
      },
    ],
    tests: [packTest],
  },
  {
    name: 'first-fit-decreasing',
    seenIn: 'measured beside our rule',
    edits: [
      {
        file: fillRequest,
        find: 'const ofItsShare = areSmall ? waiting.takeLargest(freeBytes / places) : undefined;',
        replace:
          'const ofItsShare = areSmall && places < 0 ? waiting.takeLargest(freeBytes) : undefined;',
      },
    ],
    tests: [peers, packTest],
  },
  {
    name: 'oldest-entry-put-off',
    seenIn: 'own invariant',
    edits: [
      {
        file: fillRequest,
        find: 'const takesLarge = isLarge && passedOver < maxPassedOver;',
        replace: 'const takesLarge = isLarge && passedOver >= 0;',
      },
    ],
    tests: [packTest, 'test/lambdas/domain/fill-request.test.ts'],
  },
  {
    name: 'entries-of-a-source-overtake',
    seenIn: 'own invariant',
    edits: [
      {
        file: waitingEntries,
        find: 'if (last === undefined) insert(one);',
        replace: 'if (last !== one) insert(one);',
      },
    ],
    tests: [packTest, 'test/lambdas/domain/request-stream.test.ts'],
  },
];
