import type { Settings } from '../../lambdas/settings/standard-settings.ts';
import type { GuideItem } from './items.ts';
import { pendingToNonexistentAnswer } from './pending-to-nonexistent.ts';
import { putErrorsAnswer } from './put-errors.ts';

/** An answer that AWS asks for in words. */
export interface Answer {
  readonly item: Extract<GuideItem, 'putErrors' | 'pendingToNonexistent'>;
  readonly question: string;
  /** Plain text: each says one thing. */
  readonly paragraphs: readonly string[];
}

/** The answers that AWS asks for in words, as the product works with these settings. */
export function guideAnswers(settings: Settings): readonly Answer[] {
  return [
    {
      item: 'pendingToNonexistent',
      question: 'What happens when an event source goes from PENDING to NONEXISTENT?',
      paragraphs: pendingToNonexistentAnswer(settings),
    },
    {
      item: 'putErrors',
      question: 'How are errors of PutPartnerEvents handled?',
      paragraphs: putErrorsAnswer(settings),
    },
  ];
}
