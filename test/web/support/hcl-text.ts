const token = /\\u([0-9a-f]{4})|\\(["\\])|(\$\$|%%)(?=\{)|(\$\{|%\{|["\\])|([^])/gy;

/**
 * What a quoted template of HCL means, by the syntax of its specification. Throws for one that holds
 * a template sequence, or is not well formed.
 */
export function hclText(quoted: string): string {
  if (!/^"[^]*"$/.test(quoted)) throw new Error(`not quoted: ${quoted}`);
  const parts = quoted.slice(1, -1).matchAll(token);
  return [...parts]
    .map(([, unicode, escaped, doubled, special, plain]) => {
      if (special !== undefined) throw new Error(`${special} in ${quoted}`);
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      return escaped ?? doubled?.[0] ?? plain ?? '';
    })
    .join('');
}
