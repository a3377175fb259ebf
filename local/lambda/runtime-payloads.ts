import * as v from 'valibot';

import { maxPayloadBytes } from './invoke-result.ts';
import type { InvokeResult } from './invoke-result.ts';

const ErrorReport = v.object({
  errorType: v.optional(v.string(), 'Error'),
  errorMessage: v.optional(v.string(), ''),
  stackTrace: v.optional(v.array(v.string()), []),
});

/** The result that a process reports by posting to `.../error`; an unreadable report is quoted unchanged. */
export function failedResult(text: string): InvokeResult {
  const report = v.safeParse(v.pipe(v.string(), v.parseJson(), ErrorReport), text);
  if (!report.success) return failure('Runtime.InvalidErrorReport', text);
  return { kind: 'failed', ...report.output };
}

/** The result that a process reports by posting to `.../response`, within Lambda's size limit. */
export function returnedResult({ text, bytes }: { text: string; bytes: number }): InvokeResult {
  if (bytes > maxPayloadBytes) {
    return failure(
      'Function.ResponseSizeTooLarge',
      `The response of ${bytes} bytes exceeds ${maxPayloadBytes}`,
    );
  }
  const payload = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  if (!payload.success) return failure('Runtime.MalformedResponse', 'The response is not JSON');
  return { kind: 'returned', payload: payload.output };
}

/** A failure that the host itself detects, in the form of a function's report. */
export function failure(errorType: string, errorMessage: string): InvokeResult {
  return { kind: 'failed', errorType, errorMessage, stackTrace: [] };
}
