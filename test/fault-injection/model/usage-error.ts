/** A mistake in the command line. Its message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
