import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';

describe('the virtual clock', () => {
  test('goes on only when promises that were woken have been followed', async () => {
    const clock = virtualClock(0);
    const seen: string[] = [];
    clock.at(5, () => seen.push(`five at ${clock.now()}`));
    clock.at(1, () =>
      clock.begin(async () => {
        await clock.sleep(2);
        await Promise.resolve();
        seen.push(`slept until ${clock.now()}`);
        await clock.sleep(2);
        seen.push(`then until ${clock.now()}`);
      }),
    );
    await clock.run();

    expect(seen).toEqual(['slept until 3', 'five at 5', 'then until 5']);
  });

  test('takes the times in order, however they were planned', async () => {
    const clock = virtualClock(0);
    const seen: number[] = [];
    for (const time of [7, 3, 9, 1, 8, 3]) clock.at(time, () => seen.push(clock.now()));
    await clock.run();

    expect(seen).toEqual([1, 3, 3, 7, 8, 9]);
  });

  test('rejects as the work did that failed', async () => {
    const clock = virtualClock(0);
    clock.at(1, () => clock.begin(() => Promise.reject(new Error('broken'))));

    await expect(clock.run()).rejects.toThrow('broken');
  });
});
