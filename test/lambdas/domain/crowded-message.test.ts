import { describe, expect, test } from '@jest/globals';
import { readMessage } from '../../../lambdas/domain/read-message.ts';
import { anEventValue, testNowMs } from '../../support/domain-builders.ts';

/** What a message of so many elements that are no events is read as, with an event before each of them. */
function readCrowd(count: number, events = 0) {
  const elements = [
    ...Array.from({ length: events }, () => anEventValue()),
    ...Array.from({ length: count }, (_, index) => index),
  ];
  return readMessage(JSON.stringify(elements), testNowMs);
}

describe('what is no event in an array', () => {
  test('stands for itself, up to a hundred times', () => {
    const read = readCrowd(100);

    expect(read).toHaveLength(100);
    expect(read[99]).toEqual({
      kind: 'invalid',
      body: '99',
      reason: 'event 100 of 100: a domain event is a JSON object, not a number',
    });
  });

  test('is refused together when it is more, so that one message cannot fill a queue', () => {
    const read = readCrowd(101, 2);

    expect(read.map(({ kind }) => kind)).toEqual(['event', 'event', 'invalid']);
    expect(read[2]).toEqual({
      kind: 'invalid',
      body: `[${Array.from({ length: 101 }, (_, index) => index).join(',')}]`,
      reason: '101 of 103 events, the first: a domain event is a JSON object, not a number',
    });
  });

  test('comes again as it was when it is sent to the events queue once more', () => {
    const [refused] = readCrowd(300);
    const body = refused?.kind === 'invalid' ? refused.body : '';

    expect(readMessage(body, testNowMs)).toEqual([refused]);
  });

  test('takes no more than one dead letter of a whole mebibyte', () => {
    const zeros = `[${'0,'.repeat(524_286)}0]`;

    expect(readMessage(zeros, testNowMs)).toHaveLength(1);
  });
});
