const tags = new Set(['[object Error]', '[object DOMException]']);

/** Whether a value is an error, also one of another realm: `Error.isError`, which Node.js 22 does not have. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || tags.has(Object.prototype.toString.call(value));
}
