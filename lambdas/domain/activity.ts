import type { DeliveryError } from './mapping.ts';
import type { Failure } from './outcome.ts';
import { testEventDetailType } from './test-event.ts';

/** What some delivery attempts to one source showed. */
export interface Activity {
  readonly generation: string;
  /** Of the last event that EventBridge accepted. */
  readonly acceptedDetailType?: string | undefined;
  /** When the error happened that the source still shows, if an event was accepted now; epoch milliseconds. */
  readonly resolvedErrorMs?: number | undefined;
  /** Of the last attempt that failed. */
  readonly errorCode?: string | undefined;
}

/** What is remembered of a source's activity that was noted last in its mapping. */
export interface NotedActivity {
  readonly generation: string;
  /** Epoch milliseconds. */
  readonly notedAtMs: number;
  /** The last error code that was noted. */
  readonly errorCode: string | undefined;
  /** Whether the attempts that were noted last had failed. */
  readonly isFailing: boolean;
}

/**
 * What to remember when a source's activity is noted now; undefined when the note can wait. A note is due
 * every `everyMs`, and at once for a new registration, a new error code, an accepted test event, and an
 * acceptance after an error, even if another process met the error.
 */
export function noteIfDue(
  activity: Activity,
  noted: NotedActivity | undefined,
  time: { readonly nowMs: number; readonly everyMs: number },
): NotedActivity | undefined {
  const { generation, errorCode } = activity;
  const known = noted?.generation === generation ? noted : undefined;
  if (known !== undefined && !isDue(activity, known, time)) return undefined;
  return {
    generation,
    notedAtMs: time.nowMs,
    errorCode: errorCode ?? known?.errorCode,
    isFailing: errorCode !== undefined,
  };
}

function isDue(
  { acceptedDetailType, resolvedErrorMs = 0, errorCode }: Activity,
  known: NotedActivity,
  { nowMs, everyMs }: { readonly nowMs: number; readonly everyMs: number },
): boolean {
  const isFailing = errorCode !== undefined;
  return (
    nowMs - known.notedAtMs >= everyMs ||
    (isFailing && errorCode !== known.errorCode) ||
    (acceptedDetailType !== undefined && known.isFailing && !isFailing) ||
    resolvedErrorMs > known.notedAtMs ||
    acceptedDetailType === testEventDetailType
  );
}

const maxErrorMessageLength = 300;
// A request holds entries of many customers, and its failure may name any of them, or the vendor's role.
const names = /(?:arn:|aws\.partner\/)[^\s"',;()]*/g;

/** A failure as the customer may read it: without ARNs and source names, at most 300 characters. */
export function deliveryError({ code, message }: Failure, time: string): DeliveryError {
  const text = message.replace(names, '…').slice(0, maxErrorMessageLength).toWellFormed();
  return { code: code || 'UnknownError', message: text, time };
}
