import type { SvgElement } from '../../../lambdas/domain/brand/svg/svg-elements.ts';

/** The ids that a text of CSS, or an attribute, refers to: paints, masks, clip paths and markers. */
function idsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/url\(\s*["']?#([^)"']+)/g), ([, id = '']) => id.trim());
}

/** The ids that an element refers to by its attributes. */
export function attributeReferences({ attributes }: SvgElement): readonly string[] {
  return Array.from(attributes, ([name, value]) => {
    if (name !== 'href' && !name.endsWith(':href')) return idsIn(value);
    return value.startsWith('#') ? [value.slice(1)] : [];
  }).flat();
}

/**
 * What finds the ids that an element refers to by the style sheets of its document. It takes every rule that
 * may be for the element, so that it rather finds too much.
 */
export function styleReferences(css: string): (element: SvgElement) => readonly string[] {
  const rules = Array.from(
    css.matchAll(/([^{}]*)\{([^{}]*)\}/g),
    ([, selector = '', body = '']) => ({
      words: new Set(selector.match(/[.#]?[\w-]+|\*/g) ?? []),
      ids: idsIn(body),
    }),
  ).filter(({ ids }) => ids.length > 0);
  return ({ name, attributes }) => {
    const classes = (attributes.get('class') ?? '').split(/\s+/).map((one) => `.${one}`);
    const own = ['*', name, `#${attributes.get('id') ?? ''}`, ...classes];
    return rules.flatMap(({ words, ids }) => (own.some((one) => words.has(one)) ? ids : []));
  };
}
