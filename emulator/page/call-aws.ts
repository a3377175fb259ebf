import * as v from 'valibot';
import type { Customer } from './customer-side.ts';

const answerSchema = v.record(v.string(), v.unknown());
const errorSchema = v.object({ __type: v.string(), message: v.string() });

/** An error that EventBridge answered; `type` is such as `ResourceNotFoundException`. */
export class CallError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
    this.name = 'CallError';
    this.type = type;
  }
}

/**
 * Calls an operation of EventBridge for an account in a Region, as the AWS SDKs do. The emulator checks no signature, so
 * this one only names the two. Rejects with a CallError.
 */
export async function callAws(
  { account, region }: Customer,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const scope = `${account}/20261128/${region}/events/aws4_request`;
  const response = await fetch('/', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSEvents.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
    cache: 'no-store',
  });
  const text = await response.text();
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  if (response.ok) return v.parse(answerSchema, answer);
  const error = v.safeParse(errorSchema, answer);
  if (error.success) throw new CallError(error.output.__type, error.output.message);
  throw new Error(`HTTP status ${response.status}`);
}

/** The members `list` of every page of an operation that lists. */
export async function listAws<T>(
  customer: Customer,
  operation: string,
  input: object,
  { list, schema }: { readonly list: string; readonly schema: v.GenericSchema<unknown, T> },
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: unknown;
  do {
    const more = token === undefined ? {} : { NextToken: token };
    const page = await callAws(customer, operation, { ...input, ...more });
    all.push(...v.parse(v.array(schema), page[list] ?? []));
    token = page['NextToken'];
  } while (token !== undefined);
  return all;
}
