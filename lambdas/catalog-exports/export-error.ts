/** A detail type cannot be exported. The message is one line: the detail type, and why. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
