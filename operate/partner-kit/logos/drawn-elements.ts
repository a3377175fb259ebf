import type { SvgElement } from '../../../lambdas/domain/brand/svg/svg-elements.ts';
import { attributeReferences, styleReferences } from './svg-references.ts';

/**
 * How many elements are drawn, as often as they are referred to; Infinity for an element that refers to
 * itself. Elements that refer to each other can multiply each other, so that a few lines draw billions.
 */
export function drawnElements(root: SvgElement): number {
  const all = withDescendants(root);
  const byId = new Map(all.map((element) => [element.attributes.get('id'), element]));
  const ofStyles = styleReferences(
    all.flatMap(({ name, text }) => (name === 'style' ? [text] : [])).join('\n'),
  );
  const counts = new Map<SvgElement, number | 'under way'>();

  function count(element: SvgElement): number {
    const known = counts.get(element);
    if (known === 'under way') return Infinity;
    if (known !== undefined) return known;
    counts.set(element, 'under way');
    let sum = 1;
    for (const child of element.children) sum += count(child);
    for (const id of [...attributeReferences(element), ...ofStyles(element)]) {
      const target = byId.get(id);
      if (target !== undefined) sum += count(target) * timesDrawn(target, element);
    }
    counts.set(element, sum);
    return sum;
  }

  return count(root);
}

function withDescendants(element: SvgElement): readonly SvgElement[] {
  return [element, ...element.children.flatMap(withDescendants)];
}

/** How often an element draws another one that it refers to: a marker at each of its points. */
function timesDrawn({ name }: SvgElement, { attributes }: SvgElement): number {
  if (name !== 'marker') return 1;
  const points = attributes.get('d') ?? attributes.get('points') ?? '';
  // A point has two characters at least.
  return 2 + points.length / 2;
}
