/**
 * Parses JSON so that JSON.stringify writes every number as it was: 300.0 stays 300.0. It is for what is read
 * to be written again, and takes several times as long as JSON.parse. Throws SyntaxError, or RangeError when
 * nested too deeply.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, { source }: { source?: string }) => {
    const isInexact = typeof value === 'number' && JSON.stringify(value) !== source;
    return isInexact ? JSON.rawJSON(String(source)) : value;
  });
}
