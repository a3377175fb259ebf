/** The message about a failed sign-in. */
export function messageOf(error: unknown): string {
  return `Sign-in failed: ${reasonOf(error)}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The provider's own text, if any.
  if ('error_description' in error && typeof error.error_description === 'string') {
    return error.error_description;
  }
  return error.message;
}
