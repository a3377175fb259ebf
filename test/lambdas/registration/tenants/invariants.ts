import { splitTarget, type HttpAnswer } from '../../../../local/http-api/http-message.ts';
import { differences } from '../../../support/openapi-check.ts';
import type { Access } from './accesses.ts';
import type { History, TenantIndex } from './history.ts';
import { live, liveAlone, type Exchange, type Life, type Surroundings } from './life.ts';

/** What must hold of every history, as a sentence each. */
export const invariants = {
  nothingRead: 'nothing of another tenant is read',
  nothingWritten: 'nothing of another tenant is written',
  nothingForNobody:
    'without a valid token that names a tenant nothing is read or written, and the answer is 401 or 403',
  sameAnswers:
    'the answers to a tenant are the same, byte for byte, as if the other one had never been there',
  sameBelongings:
    'what there is of a tenant at the end is the same as if the other one had never been there',
  asDescribed: 'every answer is as openapi.yaml describes it',
  noInternalErrors: 'no answer is an internal error',
} as const;

/** One of the invariants. */
export type Invariant = (typeof invariants)[keyof typeof invariants];

/** A invariant that a history breaks, and how. */
export interface BrokenInvariant {
  readonly invariant: Invariant;
  readonly how: string;
}

/** Runs a history, and each tenant's part of it alone, and returns every invariant that is broken. */
export async function lookForBrokenInvariants(
  history: History,
  surroundings: Surroundings,
): Promise<{ readonly life: Life; readonly broken: readonly BrokenInvariant[] }> {
  const life = await live(history, surroundings);
  const broken = life.exchanges.flatMap(brokenByExchange);
  for (const whose of [0, 1] as const) {
    const alone = await liveAlone(history, life, whose, surroundings);
    broken.push(...brokenByDifference(history.tenants, whose, life, alone));
  }
  return { life, broken };
}

function brokenByExchange(exchange: Exchange): readonly BrokenInvariant[] {
  const { credential, accesses, answer } = exchange;
  const found =
    credential.tenant === undefined
      ? doneForNobody(exchange)
      : doneToOthers(accesses, credential.tenant);
  const undescribed = differencesOf(exchange).map((how) => ({
    invariant: invariants.asDescribed,
    how,
  }));
  const internalErrors =
    answer.status === 500 ? [{ invariant: invariants.noInternalErrors, how: '' }] : [];
  return [...found, ...undescribed, ...internalErrors].map(({ invariant, how }) => ({
    invariant,
    how: `${described(exchange)}: ${how}`,
  }));
}

function doneForNobody(exchange: Exchange): readonly BrokenInvariant[] {
  const { accesses } = exchange;
  if (isRefused(exchange) && accesses.length === 0) return [];
  const how = accesses.map(({ call }) => call).join(', ');
  return [{ invariant: invariants.nothingForNobody, how }];
}

function doneToOthers(accesses: readonly Access[], tenant: string): readonly BrokenInvariant[] {
  return accesses
    .filter(({ tenants }) => tenants.some((one) => one !== tenant))
    .map(({ kind, call, tenants }) => ({
      invariant: kind === 'read' ? invariants.nothingRead : invariants.nothingWritten,
      how: `${call} of ${JSON.stringify(tenants)}`,
    }));
}

/** A tenant is needed for all but the page; a method that there is not is refused before it is looked for. */
function isRefused({ planned: { doing }, answer: { status } }: Exchange): boolean {
  const refusals = doing === 'an odd method' ? [401, 403, 405] : [401, 403];
  return doing === 'the page' || refusals.includes(status);
}

function differencesOf({ planned, request, answer }: Exchange): readonly string[] {
  if (planned.doing === 'the page' || planned.doing === 'an odd method') return [];
  const { path } = splitTarget(request.target);
  const { status: statusCode, headers, body } = answer;
  const { 'content-type': _, ...others } = headers;
  return differences(
    request.method,
    path,
    // The gateway gives every answer a content type and a body.
    statusCode === 204 && body === ''
      ? { statusCode, headers: others }
      : { statusCode, headers, body: String(body) },
  );
}

function brokenByDifference(
  tenants: History['tenants'],
  whose: TenantIndex,
  life: Life,
  alone: Life,
): readonly BrokenInvariant[] {
  const answers = new Map(life.exchanges.map((one) => [one.place, one]));
  const differing = alone.exchanges.flatMap((other): readonly BrokenInvariant[] => {
    const one = answers.get(other.place)!;
    if (bytesOf(one.answer) === bytesOf(other.answer)) return [];
    return [
      {
        invariant: invariants.sameAnswers,
        how: `${described(one)}, and alone ${bytesOf(other.answer)}`,
      },
    ];
  });
  const [here, there] = [life, alone].map((one) => JSON.stringify(one.belongings(tenants[whose])));
  if (here === there) return differing;
  return [
    ...differing,
    { invariant: invariants.sameBelongings, how: `${here}, and alone ${there}` },
  ];
}

/** All of an answer, headers in their order too, as one text. */
export function bytesOf({ status, headers, cookies, body }: HttpAnswer): string {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
  return JSON.stringify([status, headers, cookies, text]);
}

function described({ planned, credential, request, answer }: Exchange): string {
  const { method, target } = request;
  return `${planned.doing}, token ${credential.kind}, ${method} ${target}: ${bytesOf(answer)}`;
}
