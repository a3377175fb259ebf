import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as fc from 'fast-check';
import type { OperationName } from '../../emulator/operations/operation-names.ts';
import { operations } from '../../emulator/operations/operations.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { AwsError } from '../../emulator/protocol/aws-error.ts';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { settingsOf } from '../../emulator/settings.ts';
import { newWorld, type World } from '../../emulator/state/world.ts';

export const REGION = 'us-east-2';
export const PARTNER = '999999999999';
export const CUSTOMER = '000000000101';
export const OTHER_CUSTOMER = '000000000102';
export const SOURCE = 'aws.partner/partner_x/acct1/channel1';
export const DAY_MS = 86_400_000;

/** A Saturday evening, to the second. */
export const START_MS = Date.UTC(2026, 10, 21, 19);

/** An emulator without its HTTP server, with a fixed real time. */
export function aWorld(options: EmulatorOptions = {}): World {
  return newWorld(settingsOf({ realNowMs: () => START_MS, ...options }));
}

/** Moves a world's clock forward. */
export function advance({ clock }: World, ms: number): void {
  clock.setNow(clock.nowMs() + ms);
}

/** Runs one operation on a world; a refusal is the name of its error. */
export function call(world: World, account: string, name: OperationName, body: object): unknown {
  try {
    return operations[name](world, { account, region: REGION }, body) ?? {};
  } catch (error) {
    if (error instanceof AwsError) return error.type;
    throw error;
  }
}

/** A member of an answer that is a list; empty when there is no such list. */
export function listIn(answer: unknown, member: string): unknown[] {
  const value = memberIn(answer, member);
  return Array.isArray(value) ? value : [];
}

/** A member of an answer; undefined when the answer is none. */
export function memberIn(answer: unknown, member: string): unknown {
  return typeof answer === 'object' && answer !== null ? Reflect.get(answer, member) : undefined;
}

export const asPartner = (world: World, name: OperationName, body: object) =>
  call(world, PARTNER, name, body);

export const asCustomer = (world: World, name: OperationName, body: object) =>
  call(world, CUSTOMER, name, body);

/** The text of a refusal to the customer, or that there was none. */
export function refusalOf(world: World, name: OperationName, body: object): string {
  try {
    operations[name](world, { account: CUSTOMER, region: REGION }, body);
    return 'no error';
  } catch (error) {
    return String(error);
  }
}

export function anEntry(overrides: object = {}) {
  return { Source: SOURCE, DetailType: 'push', Detail: '{"n":1}', ...overrides };
}

const open: { close(): unknown }[] = [];

/** Starts an emulator that `closeAll` stops. */
export async function anEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  open.push(emulator);
  return emulator;
}

/** The real SDK client of an account. It does not retry, so that a test sees each answer. */
export function aClient({ url }: Emulator, accessKeyId = PARTNER, region = REGION) {
  const client = new EventBridgeClient({
    endpoint: url,
    region,
    credentials: { accessKeyId, secretAccessKey: 'unused' },
    maxAttempts: 1,
  });
  open.push({ close: () => client.destroy() });
  return client;
}

/** Has `closeAll` close something, too. */
export function closeLater(one: { close(): unknown }): void {
  open.push(one);
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}

/** A call as the guide's samples write it: the body is sent unchanged. */
export function rawCall(
  { url }: Emulator,
  operation: string,
  body: string | object,
  account = PARTNER,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'X-Amz-Target': `AWSEvents.${operation}`,
      'Content-Type': 'application/x-amz-json-1.1',
      Authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261121/${REGION}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A call of a control endpoint; the answer's JSON. */
export async function control(
  { url }: Emulator,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

export const NO_FAILURE = 'no failure';

/** What fast-check reports when a property does not hold, with its counterexample. */
export function failureOf<Example>(property: fc.IProperty<Example>, numRuns = 200): string {
  const report = fc.defaultReportMessage(fc.check(property, { numRuns }));
  return report ?? NO_FAILURE;
}
