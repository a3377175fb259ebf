/**
 * A text to match whatever its case is, as Event Ruler does it: by the two forms of each UTF-16 unit of the pattern, so
 * that `ß` matches `ß` and `SS`, but not `ss`.
 */
export type CaselessText = {
  readonly units: readonly (readonly string[])[];
  /** What all matching texts have in common when they are in upper case; undefined if nothing. */
  readonly upper: string | undefined;
};

/** The forms of a pattern's text. */
export function caselessText(text: string): CaselessText {
  const units = Array.from({ length: text.length }, (_, index) => formsOf(text.charAt(index)));
  const isUniform = units.every((forms) => new Set(forms.map(upperOf)).size === 1);
  return {
    units,
    upper: isUniform ? units.map(([form = '']) => upperOf(form)).join('') : undefined,
  };
}

/** Whether a value begins with the text, or is the text if it must go to the end. */
export function beginsIgnoringCase(value: string, text: CaselessText, toTheEnd: boolean): boolean {
  let ends = new Set([0]);
  for (const forms of text.units) {
    ends = stepsFrom(ends, (end) =>
      forms.filter((form) => value.startsWith(form, end)).map((form) => end + form.length),
    );
  }
  return toTheEnd ? ends.has(value.length) : ends.size > 0;
}

/** Whether a value ends with the text. */
export function endsIgnoringCase(value: string, text: CaselessText): boolean {
  let starts = new Set([value.length]);
  for (const forms of text.units.toReversed()) {
    starts = stepsFrom(starts, (start) =>
      forms
        .filter((form) => form.length <= start && value.startsWith(form, start - form.length))
        .map((form) => start - form.length),
    );
  }
  return starts.size > 0;
}

function stepsFrom(
  positions: ReadonlySet<number>,
  step: (position: number) => number[],
): Set<number> {
  return new Set([...positions].flatMap(step));
}

const upperOf = (text: string) => text.toUpperCase();

/** Java writes half a surrogate pair as a question mark. */
function formsOf(unit: string): string[] {
  if (/[\uD800-\uDFFF]/u.test(unit)) return ['?'];
  return [...new Set([unit.toLowerCase(), unit.toUpperCase()])];
}
