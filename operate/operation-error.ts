/** An operation failed although its input was valid. Its message is one line. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}
