/** What keeps a kit from being complete, or is worth knowing. */
export interface Finding {
  /**
   * `missing`: AWS asks for it, and nobody gave it. `contradiction`: it is given, and AWS would not take it.
   * `unchecked`: a file that could have been checked was not given; a kit is complete without it.
   */
  readonly kind: 'missing' | 'contradiction' | 'unchecked';
  /** The paper that it belongs to. */
  readonly paper: PaperName;
  /** A field of partner.json, a key of the stage, or what else it is about. */
  readonly field: string;
  /** What is wrong, in words that go after the field. */
  readonly problem: string;
  /** Where to give or change it. */
  readonly where: string;
}

/** The papers of a kit. */
export type PaperName = 'test access' | 'questionnaire' | 'catalogue';

/** Whether nothing is missing or contradicts. */
export function isComplete(findings: readonly Finding[]): boolean {
  return findings.every(({ kind }) => kind === 'unchecked');
}

/** A finding as a line. */
export function findingLine({ paper, field, problem, where }: Finding): string {
  return `${paper}: ${field} ${problem} (${where})`;
}
