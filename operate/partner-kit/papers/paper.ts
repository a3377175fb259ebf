import type { Finding } from '../finding.ts';

/** A question of a paper, and the answer. */
export interface Question {
  readonly label: string;
  /** What it is for. */
  readonly hint: string;
  /** A line each; none if the answer is missing. */
  readonly answer: readonly string[];
  /** What is missing, if anything is. */
  readonly gap?: Finding;
}

/** A part of a paper. */
export type PaperPart =
  | { readonly kind: 'questions'; readonly title: string; readonly questions: readonly Question[] }
  | { readonly kind: 'text'; readonly title: string; readonly paragraphs: readonly string[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** What goes below it. */
      readonly note?: string;
    }
  | { readonly kind: 'code'; readonly title: string; readonly code: string };

/** A paper for AWS, as a value. */
export interface Paper {
  /** Of its files, without an ending. */
  readonly fileName: string;
  readonly title: string;
  /** Where it is sent; undefined for what is shown or said. */
  readonly mail?: { readonly to: string; readonly subject: string };
  readonly introduction: readonly string[];
  readonly parts: readonly PaperPart[];
  readonly findings: readonly Finding[];
}

/** Where AWS's partner team reads its mail (onboarding guide, "Partner terms"). */
export const partnerTeam = 'eventbridge-partners@amazon.com';

/** A question whose answer is a text or a list of them; where it is missing, the finding says so. */
export function question(
  { label, hint }: Pick<Question, 'label' | 'hint'>,
  answer: string | readonly string[] | undefined,
  gap: Omit<Finding, 'kind' | 'problem'>,
): Question {
  const lines = typeof answer === 'string' ? answer.split('\n') : (answer ?? []);
  if (lines.length > 0) return { label, hint, answer: lines };
  return { label, hint, answer: [], gap: { ...gap, kind: 'missing', problem: 'is missing' } };
}

/** What is missing in some parts of a paper; each field once. */
export function gapsIn(parts: readonly PaperPart[]): readonly Finding[] {
  const gaps = parts.flatMap((part) =>
    part.kind === 'questions' ? part.questions.flatMap(({ gap }) => gap ?? []) : [],
  );
  return Array.from(new Map(gaps.map((gap) => [gap.field, gap])).values());
}
