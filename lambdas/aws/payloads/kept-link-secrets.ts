import type { CallTime } from '../../ports/delivery.ts';
import type { LinkSecrets } from './link-secrets.ts';

/** How long secrets are kept, so that a rotation and the end of all links take effect soon. */
const keptMs = 60_000;
/** How long it is kept that there are none: somebody waits for them. */
const absentMs = 5_000;

/** The secrets as they were a short while ago; undefined if there were none. */
export type RecentLinkSecrets = (time?: CallTime) => Promise<LinkSecrets | undefined>;

/**
 * Keeps the secrets for a minute, so that most events and requests need no reading, whatever token comes.
 * While they cannot be read, those that were read last are taken; the promise rejects if there are none.
 */
export function keptLinkSecrets(read: RecentLinkSecrets, now: () => number): RecentLinkSecrets {
  let kept: LinkSecrets | undefined;
  let untilMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<LinkSecrets | undefined> | undefined;
  const readAgain = async (time?: CallTime) => {
    try {
      kept = await read(time);
    } catch (error) {
      if (kept === undefined) throw error;
    } finally {
      reading = undefined;
    }
    untilMs = now() + (kept === undefined ? absentMs : keptMs);
    return kept;
  };
  return async (time) => (now() < untilMs ? kept : await (reading ??= readAgain(time)));
}
