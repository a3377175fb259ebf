const plainWord = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell's command line, quoted if necessary. */
export function shellWord(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const typeScriptSpecial = /['\\\p{Cc}\u2028\u2029]/gu;

/** A string literal of TypeScript. */
export function typeScriptString(text: string): string {
  const escaped = text.replace(typeScriptSpecial, (character) =>
    character === "'" || character === '\\' ? `\\${character}` : unicodeEscape(character),
  );
  return `'${escaped}'`;
}

const terraformSpecial = /["\\\p{Cc}]|[$%](?=\{)/gu;

/** A quoted string of Terraform's language, where an unescaped `${` or `%{` starts a template. */
export function terraformString(text: string): string {
  const escaped = text.replace(terraformSpecial, (character) => {
    if (character === '$' || character === '%') return character + character;
    return character === '"' || character === '\\' ? `\\${character}` : unicodeEscape(character);
  });
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
