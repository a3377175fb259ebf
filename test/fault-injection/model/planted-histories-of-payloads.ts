import type { History } from './history.ts';
import type { ReferenceKind } from './payloads/planned-reference.ts';
import { plainSetup } from './planted-histories.ts';

const aLargeEvent = {
  kind: 'event',
  generator: 'a/1',
  detailType: 'push',
  filling: 5_000,
  hasTime: true,
} as const;

/** Entries so small that the event is a large one, for two customers. */
export const largeForTwo: History = {
  setup: { ...plainSetup('short', [0, 1]), limits: 'narrow' },
  steps: [{ afterSeconds: 0, step: { kind: 'publish', messages: [[aLargeEvent]] } }],
  faults: [],
  seed: 1,
};

/** A producer refers to the detail of an event for two customers. */
export function referring(reference: ReferenceKind): History {
  const event = { ...aLargeEvent, reference };
  return {
    ...largeForTwo,
    steps: [{ afterSeconds: 0, step: { kind: 'publish', messages: [[event]] } }],
  };
}

/** S3 fails for ten minutes, and the key for links is written a while after that. */
export const withoutS3: History = {
  ...largeForTwo,
  setup: { ...largeForTwo.setup, linkKeyAfterSeconds: 900 },
  steps: [
    { afterSeconds: 0, step: { kind: 'outage of S3', how: 'failing', minutes: 10 } },
    {
      afterSeconds: 1,
      step: { kind: 'publish', messages: [[aLargeEvent, { ...aLargeEvent, filling: 10 }]] },
    },
  ],
};

/** A customer with a link deletes its registration, and registers again. */
export const deletedAndMadeAgain: History = {
  ...largeForTwo,
  steps: [
    ...largeForTwo.steps,
    { afterSeconds: 60, step: { kind: 'delete', wish: 0 } },
    { afterSeconds: 60, step: { kind: 'register', wish: 0 } },
    { afterSeconds: 60, step: { kind: 'accept', wish: 0 } },
  ],
};

/** An event that a filter leaves out, and one whose mappings are too many to be read and whose detail is not there. */
export const filteredBesideRefused: History = {
  ...largeForTwo,
  setup: { ...plainSetup('short', [0, 1, 8]), maxDeliveriesPerMessage: 1 },
  steps: [
    {
      afterSeconds: 0,
      step: { kind: 'change types', wish: 8, detailTypes: ['issues.opened'] },
    },
    {
      afterSeconds: 60,
      step: {
        kind: 'publish',
        messages: [
          [
            { ...aLargeEvent, generator: 'd/1', filling: 10 },
            { ...aLargeEvent, filling: 10, reference: 'missing' },
          ],
        ],
      },
    },
  ],
};
