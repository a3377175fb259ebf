/** Stands for an expression: no template has it. */
const hole = '\0';

const tokens = /<\/[^>]*>|<(?:"[^"]*"|[^">])*>|[^<]+/g;

/**
 * The texts between the expressions of an htm template, without what makes no difference to htm: white space with a
 * line break at the ends of a text, names in closing tags, quotes around plain values. A line break within a text
 * becomes a space, which is what a browser shows.
 */
export function shortTemplate(parts: readonly string[]): readonly string[] {
  return parts.join(hole).replaceAll(tokens, shortToken).split(hole);
}

function shortToken(token: string): string {
  if (token.startsWith('</')) return '</>';
  if (token.startsWith('<')) return shortTag(token);
  return token.split(hole).map(shortText).join(hole);
}

const valuesAndSpaces = /="([^"]*)"|\s*(\/?>)|\s+/g;
const plainValue = /^[\w#.:-]+$/;

function shortTag(tag: string): string {
  return tag.replaceAll(valuesAndSpaces, (found: string, value?: string, end?: string) => {
    if (value === undefined) return end ?? ' ';
    return plainValue.test(value) ? `=${value}` : found;
  });
}

function shortText(text: string): string {
  return text.replaceAll(/^\s*\n\s*|\s*\n\s*$/g, '').replaceAll(/\s*\n\s*/g, ' ');
}
