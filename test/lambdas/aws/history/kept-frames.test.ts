import { describe, expect, test } from '@jest/globals';
import { keptFrames } from '../../../../lambdas/aws/history/kept-frames.ts';
import type { ByteRange } from '../../../../lambdas/aws/s3-objects.ts';

const first = { offset: 0, length: 10 };

function aBucket() {
  const reads: string[] = [];
  let fails = false;
  return {
    reads,
    fail: (isFailing: boolean) => {
      fails = isFailing;
    },
    get: async (key: string, range?: ByteRange) => {
      const name = `${key} ${range?.offset} ${range?.length}`;
      reads.push(name);
      if (fails) throw new Error('no answer');
      return Buffer.from(name);
    },
  };
}

describe('a frame', () => {
  test('is read once, also by those who ask at the same time', async () => {
    const bucket = aBucket();
    const { get } = keptFrames(bucket, 4);
    await Promise.all([get('a', first), get('a', first)]);

    expect(String(await get('a', first))).toBe('a 0 10');
    expect(bucket.reads).toEqual(['a 0 10']);
  });

  test('is told from others of its object, and from those of others', async () => {
    const bucket = aBucket();
    const { get } = keptFrames(bucket, 4);
    for (const range of [first, { offset: 10, length: 10 }, { offset: 0, length: 20 }])
      await get('a', range);
    await get('b', first);

    expect(bucket.reads).toEqual(['a 0 10', 'a 10 10', 'a 0 20', 'b 0 10']);
  });

  test('is read again after others were, so that memory is bounded', async () => {
    const bucket = aBucket();
    const { get } = keptFrames(bucket, 2);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'a']) await get(key, first);

    expect(bucket.reads.filter((one) => one.startsWith('a'))).toHaveLength(2);
  });

  test('that could not be read is read again', async () => {
    const bucket = aBucket();
    const { get } = keptFrames(bucket, 2);
    bucket.fail(true);
    await expect(get('a', first)).rejects.toThrow('no answer');
    bucket.fail(false);

    expect(String(await get('a', first))).toBe('a 0 10');
  });
});
