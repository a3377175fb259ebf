/**
 * Why a text is not an event generator; undefined if it is one: `<tenant>/<resource...>`, at least two
 * segments, none of them empty.
 */
export function generatorProblem(generator: string): string | undefined {
  const segments = generator.split('/');
  if (segments.length < 2) return 'must be <tenant>/<resource>, and names no resource';
  if (segments.includes('')) return 'must be <tenant>/<resource>, and has an empty segment';
  if (!generator.isWellFormed()) return 'contains half a character (a lone surrogate)';
  return undefined;
}

/**
 * Why people would misread an event generator; undefined if they would not. Events may have such a
 * generator, but no source is registered for it.
 */
export function misleadingGeneratorProblem(generator: string): string | undefined {
  if (/\p{Cc}/u.test(generator)) return 'holds a control character';
  if (/\p{Bidi_Control}/u.test(generator)) {
    return 'holds a character that changes the direction of text';
  }
  const isPadded = generator.split('/').some((segment) => segment !== segment.trim());
  return isPadded ? 'has white space at an end of a segment' : undefined;
}

/** The tenant of an event generator: its first segment. */
export function tenantOf(generator: string): string {
  return generator.slice(0, generator.indexOf('/'));
}
