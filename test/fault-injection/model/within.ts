import type { Environment } from './environment.ts';
import type { World } from './world.ts';

/** What a function answers, unless it is cut: its environment dies, or its time is up. */
export async function within<T>(
  seconds: number,
  answer: Promise<T>,
  environment: Environment,
  { time }: Pick<World, 'time'>,
): Promise<T | 'cut'> {
  const timedOut = async () => {
    await time.sleep(seconds * 1000);
    return 'cut' as const;
  };
  const result = await Promise.race([answer, environment.died, timedOut()]);
  if (result === 'cut') environment.die();
  return result;
}
