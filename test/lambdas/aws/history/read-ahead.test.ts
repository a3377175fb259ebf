import { describe, expect, test } from '@jest/globals';
import type { StoredChunk } from '../../../../lambdas/aws/history/chunk-item.ts';
import { readAhead } from '../../../../lambdas/aws/history/read-ahead.ts';
import { summarize } from '../../../../lambdas/domain/history/chunk.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';

/** Chunks beside the table but for every tenth; which of them were read, in order. */
function aPage(count: number, fails = -1) {
  const read: number[] = [];
  const stored = Array.from({ length: count }, (_, index): StoredChunk => {
    const rows = [aHistoryRow({ eventId: String(index) })];
    const chunk = {
      ...summarize(rows),
      position: String(index),
      rows: async () => {
        read.push(index);
        if (index === fails) throw new Error('no answer');
        return rows;
      },
    };
    return { chunk, expiresAt: 0, bytes: 0, isBeside: index % 10 !== 9 };
  });
  return { read, chunks: readAhead(stored) };
}

const idsOf = async (chunks: ReturnType<typeof readAhead>) =>
  (await Promise.all(chunks.map((chunk) => chunk.rows()))).flat().map(({ eventId }) => eventId);

describe('a page’s rows', () => {
  test('are those of each chunk, however they are asked for', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => String(index));

    expect(await idsOf(aPage(100).chunks)).toEqual(ids);
    expect(await idsOf(aPage(100).chunks.toReversed())).toEqual(ids.toReversed());
  });

  test('are read ahead while they are asked for one after the other', async () => {
    const { read, chunks } = aPage(100);
    await chunks[0]?.rows();
    expect(read).toEqual([0]);
    await chunks[1]?.rows();
    expect(read).toEqual([0, 1, 2]);
    await chunks[2]?.rows();
    expect(read).toEqual([0, 1, 2, 3, 4]);
    for (const chunk of chunks.slice(3, 40)) await chunk.rows();
    expect(new Set(read).size).toBe(read.length);
    expect(Math.max(...read)).toBeGreaterThan(60);
    expect(Math.max(...read)).toBeLessThan(80);
  });

  test('are not read ahead by who skips some', async () => {
    const { read, chunks } = aPage(100);
    for (const index of [0, 5, 20, 60]) await chunks[index]?.rows();

    expect(read).toEqual([0, 5, 20, 60]);
  });

  test('fail for whoever asks for them, and for nobody else', async () => {
    const { chunks } = aPage(10, 2);

    expect(await idsOf(chunks.slice(0, 2))).toEqual(['0', '1']);
    await expect(chunks[2]?.rows()).rejects.toThrow('no answer');
  });
});
