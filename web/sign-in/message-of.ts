/** What to tell somebody of a sign-in that did not succeed. */
export function messageOf(error: unknown): string {
  return `The sign-in did not succeed: ${reasonOf(error)}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The provider's own words, where it gives some.
  if ('error_description' in error && typeof error.error_description === 'string') {
    return error.error_description;
  }
  return error.message;
}
