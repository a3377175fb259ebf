/**
 * A text to match whatever its case is, as Event Ruler does it: by the two forms of each UTF-16 unit of the pattern, so
 * that `ß` matches `ß` and `SS`, but not `ss`.
 */
export type CaselessText = readonly (readonly string[])[];

/** The forms of a pattern's text. */
export function caselessText(text: string): CaselessText {
  return Array.from({ length: text.length }, (_, index) => formsOf(text.charAt(index)));
}

/** Java writes half a surrogate pair as a question mark. */
function formsOf(unit: string): string[] {
  if (/[\uD800-\uDFFF]/u.test(unit)) return ['?'];
  return [...new Set([unit.toLowerCase(), unit.toUpperCase()])];
}
