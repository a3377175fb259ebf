import type { DeliveryError } from './mapping.ts';
import type { Failure } from './outcome.ts';
import { testEventDetailType } from './test-event.ts';

/** What some delivery attempts to one source tell of it. */
export interface Activity {
  readonly generation: string;
  /** Of the last event that EventBridge accepted. */
  readonly acceptedDetailType?: string | undefined;
  /** When the error happened that the source shows, where something was accepted now; epoch milliseconds. */
  readonly resolvedErrorMs?: number | undefined;
  /** Of the last attempt that failed. */
  readonly errorCode?: string | undefined;
}

/** What is remembered of the activity that was last written down with a source's mapping. */
export interface NotedActivity {
  readonly generation: string;
  /** Epoch milliseconds. */
  readonly notedAtMs: number;
  /** The last error code that was written down. */
  readonly errorCode: string | undefined;
  /** Whether the last attempts that were written down had failed. */
  readonly isFailing: boolean;
}

/**
 * What is to be remembered when a source's activity is written down now, or undefined when that can
 * wait. Once in `everyMs` it is due; a new error code, an acceptance after an error, also one that
 * somebody else has met since, an accepted test event and a new registration are due at once.
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
// A request holds the entries of many customers, and its failure may name any of them, or the vendor's role.
const names = /(?:arn:|aws\.partner\/)[^\s"',;()]*/g;

/** A failure as the customer may read it: ARNs and source names are left out, and 300 characters are enough. */
export function deliveryError({ code, message }: Failure, time: string): DeliveryError {
  const text = message.replace(names, '…').slice(0, maxErrorMessageLength).toWellFormed();
  return { code: code || 'UnknownError', message: text, time };
}
