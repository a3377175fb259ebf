/** Why a text cannot be read as an SVG. */
export class MarkupProblem extends Error {}

/** XML that no browser shows anything of, and why. */
export function notWellFormed(reason: string): MarkupProblem {
  return new MarkupProblem(`is not well-formed XML: ${reason}`);
}
