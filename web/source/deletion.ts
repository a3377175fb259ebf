import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';

/** Whether a text names the source that is about to be deleted, by its generator or its account. */
export function isNamed(typed: string, { generator, account }: Source): boolean {
  return [generator, account].includes(typed.trim());
}

/** What is lost when a source is deleted. */
export function deletionLosses(source: Source): readonly string[] {
  switch (statusOf(source)) {
    case 'active':
      return [
        'The account no longer receives events of this generator. What is held for it, or waits for another attempt, is not sent.',
        'Its event bus, rules and targets remain, but receive no more events.',
        'If you register it again, its administrator must activate the source again.',
      ];
    case 'pending':
      return [
        'The source disappears from the account’s list of partner event sources. Accepting it is no longer possible.',
        'Events that are held for it are not sent.',
        'An event bus from an earlier registration remains with its rules, but receives no events.',
      ];
    case 'deleted':
      return ['Nothing: the source no longer exists in AWS. Only the entry here is removed.'];
  }
}
