import { guideAnswers } from '../../guide/answers.ts';
import type { Known } from './known.ts';
import type { Paper } from './paper.ts';

/** The answers that AWS asks for in words, for the validation call. */
export function answersPaper({ stage, settings }: Known): Paper {
  return {
    fileName: 'answers',
    title: 'How the integration handles expired sources and failed events',
    introduction: [`By the settings of stage ${stage.name}.`],
    parts: guideAnswers(settings).map(({ question, paragraphs }) => ({
      kind: 'text',
      title: question,
      paragraphs,
    })),
    findings: [],
  };
}
