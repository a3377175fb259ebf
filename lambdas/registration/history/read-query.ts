import { countKinds, type CountKind } from '../../domain/history/counts.ts';
import { dateTimeProblem, epochMs } from '../../domain/date-time.ts';
import type { FieldError } from '../../contract/problems.ts';
import { invalidRequest } from '../problems.ts';
import type { ReadResult } from '../read-fields.ts';
import { readLimit } from '../read-request.ts';
import { decodePath } from '../routes.ts';

/** The parameters of a request by their names. */
export type QueryParameters = Readonly<Record<string, string | undefined>>;

/** Which of a source's deliveries are asked for. */
export interface DeliveryQuery {
  readonly outcome?: CountKind;
  readonly type?: string;
  readonly event?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** A time span that is asked for; epoch milliseconds. */
export interface TimeSpan {
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

/** Reads the parameters of a list of deliveries. A problem names every error. */
export function readDeliveryQuery(query: QueryParameters): ReadResult<DeliveryQuery> {
  const errors: FieldError[] = [];
  const { type, event, cursor } = query;
  const span = readSpan(query, errors);
  const outcome = readOutcome(query['outcome'], errors);
  const limit = readLimit(query['limit']);
  if (limit === undefined) errors.push({ field: 'limit', message: 'must be 1 to 100' });
  if (errors.length > 0 || limit === undefined) return invalidRequest(errors);
  const value = {
    ...span,
    ...(outcome !== undefined && { outcome }),
    ...(type !== undefined && { type }),
    ...(event !== undefined && { event }),
    ...(cursor !== undefined && { cursor }),
    limit,
  };
  return { kind: 'read', value };
}

/** Reads `since` and `until`. */
export function readTimeSpan(query: QueryParameters): ReadResult<TimeSpan> {
  const errors: FieldError[] = [];
  const value = readSpan(query, errors);
  return errors.length > 0 ? invalidRequest(errors) : { kind: 'read', value };
}

function readSpan(query: QueryParameters, errors: FieldError[]): TimeSpan {
  const sinceMs = readTime(query, 'since', errors);
  const untilMs = readTime(query, 'until', errors);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs) {
    errors.push({ field: 'until', message: 'must be after since' });
  }
  return { ...(sinceMs !== undefined && { sinceMs }), ...(untilMs !== undefined && { untilMs }) };
}

function readTime(
  query: QueryParameters,
  field: 'since' | 'until',
  errors: FieldError[],
): number | undefined {
  const text = query[field];
  if (text === undefined) return undefined;
  const message = dateTimeProblem(text);
  if (message === undefined) return epochMs(text);
  errors.push({ field, message });
  return undefined;
}

function readOutcome(text: string | undefined, errors: FieldError[]): CountKind | undefined {
  const outcome = countKinds.find((kind) => kind === text);
  if (text !== undefined && outcome === undefined) {
    errors.push({ field: 'outcome', message: `must be one of ${countKinds.join(', ')}` });
  }
  return outcome;
}

/** API Gateway decodes a path, and an id may look like an encoding. */
export function asItArrivedAndDecoded(id: string): readonly string[] {
  return [...new Set([id, decodePath(id)])];
}
