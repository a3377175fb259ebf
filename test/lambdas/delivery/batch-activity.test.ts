import { expect, test } from '@jest/globals';
import type { Decided } from '../../../lambdas/delivery/apply-dispositions.ts';
import { gatherActivity, type BatchActivity } from '../../../lambdas/delivery/batch-activity.ts';
import type { Work } from '../../../lambdas/delivery/batch.ts';
import type { Disposition } from '../../../lambdas/domain/retry-policy.ts';
import { aDomainEvent, someWork, testNowMs } from '../../support/domain-builders.ts';

const failure = { code: 'ThrottlingException', message: 'slow down' };
const other = { code: 'MalformedDetail', message: 'detail is malformed' };
const accepted: Disposition = { kind: 'accepted', eventBridgeId: 'eb-1' };
const retry: Disposition = { kind: 'retry', delaySeconds: 1, failure };

const deliveryOf = (id: string, fields: Partial<Work> = {}) =>
  someWork({ event: aDomainEvent({ id }), ...fields });

function gathered(...dispositions: readonly (readonly [Work, Disposition])[]) {
  const activity: BatchActivity = new Map();
  const decided: Decided<Work>[] = dispositions.map(([delivery, disposition]) => ({
    delivery,
    disposition,
  }));
  gatherActivity(decided, testNowMs, activity);
  return [...activity.values()];
}

test('the last accepted event and the last failure of each source are kept', () => {
  const elsewhere = { sourceArn: 'arn:elsewhere', generation: 'generation-7' };
  const activity = gathered(
    [deliveryOf('one'), accepted],
    [deliveryOf('two'), retry],
    [deliveryOf('three'), accepted],
    [deliveryOf('four', elsewhere), retry],
    [
      deliveryOf('five'),
      { kind: 'deadLetter', why: { reason: 'rejected', text: '', failure: other } },
    ],
  );

  expect(activity).toMatchObject([
    {
      generator: 'acct1/repo1',
      generation: 'generation-1',
      acceptedId: 'three',
      acceptedDetailType: 'push',
      acceptedAtMs: testNowMs,
      failure: other,
    },
    { ...elsewhere, acceptedId: undefined, failure },
  ]);
});

test('a delivery that was not attempted adds nothing, nor does one whose source is gone', () => {
  const tooLarge = { reason: 'entryTooLarge', text: 'too large' } as const;

  expect(
    gathered(
      [deliveryOf('one'), { kind: 'postpone' }],
      [deliveryOf('two'), { kind: 'deadLetter', why: tooLarge }],
      [deliveryOf('three'), { kind: 'drop', failure }],
      [deliveryOf('four'), { kind: 'hold', reason: 'paused' }],
      [deliveryOf('five'), { kind: 'hold', reason: 'sourceGone', failure }],
      [deliveryOf('six'), { kind: 'skip' }],
    ),
  ).toEqual([]);
});

test('slice after slice is added to the same activity', () => {
  const activity: BatchActivity = new Map();
  gatherActivity([{ delivery: deliveryOf('one'), disposition: accepted }], 1, activity);
  gatherActivity([{ delivery: deliveryOf('two'), disposition: retry }], 2, activity);

  expect([...activity.values()]).toMatchObject([{ acceptedId: 'one', acceptedAtMs: 1, failure }]);
});

test('an acceptance of a source that shows an error keeps when the error was', () => {
  const shown = deliveryOf('one', { standingErrorTime: '2026-11-21T18:00:00.000Z' });

  expect(gathered([shown, accepted])).toMatchObject([
    { resolvedErrorMs: Date.parse('2026-11-21T18:00:00Z') },
  ]);
  expect(gathered([shown, retry], [deliveryOf('two'), accepted])).toMatchObject([
    { resolvedErrorMs: 0 },
  ]);
});
