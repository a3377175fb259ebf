/** The most characters (code points) that a display name may have. */
export const maxDisplayNameLength = 64;

/** A display name as it is kept: without white space at its ends. */
export function trimmedDisplayName(text: string): string {
  return text.trim();
}

/**
 * Why a text is not a display name; undefined if it is one. It is a tenant's text, one line that people
 * read, and nothing else follows from it: two sources may have the same.
 */
export function displayNameProblem(text: string): string | undefined {
  const name = trimmedDisplayName(text);
  if (name === '') return 'is empty';
  if (!name.isWellFormed()) return 'contains half a character (a lone surrogate)';
  if (Array.from(name).length > maxDisplayNameLength) {
    return `has more than ${maxDisplayNameLength} characters`;
  }
  // Line and paragraph separators are no control characters, but break lines like them.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return 'holds a control character or a line break';
  if (/\p{Bidi_Control}/u.test(name)) return 'holds a character that changes the direction of text';
  return visible.test(name) ? undefined : 'has no visible character';
}

/** A character that shows something by itself: no space, no accent without a letter, nothing that is ignored. */
const visible = /[^\p{Z}\p{M}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;
