/**
 * Why a text is no event generator, or undefined if it is one: `<tenant>/<resource...>`, at least
 * two segments, none of them empty.
 */
export function generatorProblem(generator: string): string | undefined {
  const segments = generator.split('/');
  if (segments.length < 2) return 'must be <tenant>/<resource>, and names no resource';
  if (segments.includes('')) return 'must be <tenant>/<resource>, and has an empty segment';
  if (!generator.isWellFormed()) return 'holds half a character (a lone surrogate)';
  return undefined;
}

/** The tenant of an event generator: its first segment. */
export function tenantOf(generator: string): string {
  return generator.slice(0, generator.indexOf('/'));
}
