import QuickLru from 'quick-lru';
import type { S3Objects } from '../s3-objects.ts';

/**
 * Objects whose last parts that were read are kept, so that a frame is read once for all of its texts.
 * What is asked for at the same time is read once, too; what could not be read is not kept.
 *
 * @param maxFrames how many parts are kept, or somewhat more
 */
export function keptFrames(
  objects: Pick<S3Objects, 'get'>,
  maxFrames: number,
): Pick<S3Objects, 'get'> {
  const kept = new QuickLru<string, Promise<Buffer | undefined>>({ maxSize: maxFrames });
  return {
    async get(key, range) {
      const name = JSON.stringify([key, range?.offset, range?.length]);
      const reading = kept.get(name) ?? objects.get(key, range);
      kept.set(name, reading);
      try {
        return await reading;
      } catch (error) {
        kept.delete(name);
        throw error;
      }
    },
  };
}
