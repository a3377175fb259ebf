/** Something could not be done, though it was asked for rightly. Its message is one line. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}
