import { joinAlternatives, ofAlternatives } from './join-alternatives.ts';
import type { PlainForm, ToPlainForm } from './plain-form.ts';

/** How the schemas of before and of after get their plain forms. */
export interface Sides {
  readonly formBefore: ToPlainForm;
  readonly formAfter: ToPlainForm;
}

/**
 * Two plain forms, of before and of after, in which alternatives are joined where that can be done with both: lists of
 * alternatives are best compared with each other.
 */
export function alignAlternatives(
  forms: readonly [PlainForm, PlainForm],
  { formBefore, formAfter }: Sides,
): readonly [PlainForm, PlainForm] {
  return ofAlternatives.reduce(([was, is], keyword) => {
    if (was === false || is === false) return [was, is];
    const before = joinAlternatives(was, keyword, formBefore);
    const after = joinAlternatives(is, keyword, formAfter);
    const areLists = keyword in was && keyword in is;
    const isListLeft = before === undefined || after === undefined;
    return areLists && isListLeft ? [was, is] : [before ?? was, after ?? is];
  }, forms);
}
