/** An error as a function reports it to Lambda, in JSON. A function can throw any value, not only errors. */
export function errorReport(error: unknown): string {
  if (!(error instanceof Error)) {
    return JSON.stringify({ errorType: typeof error, errorMessage: String(error), stackTrace: [] });
  }
  const stackTrace = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return JSON.stringify({ errorType: error.name, errorMessage: error.message, stackTrace });
}

/** An error with one of Lambda's own error types, such as `Runtime.HandlerNotFound`. */
export function runtimeError(errorType: string, message: string, cause?: unknown): Error {
  const error = new Error(message, { cause });
  error.name = errorType;
  return error;
}
