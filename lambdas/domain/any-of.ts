/** Words as a choice: `missed, failed or accepted`. */
export function anyOf(words: readonly string[]): string {
  const [commas, last] = [words.slice(0, -1).join(', '), words.slice(-1)];
  return [commas, ...last].filter((part) => part !== '').join(' or ');
}
