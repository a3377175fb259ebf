import type { HttpAnswer, HttpRequest } from '../../../../local/http-api/http-message.ts';
import type { Access, UnderWay } from './accesses.ts';
import type { Credential, Credentials } from './credentials.ts';
import type { History, PlannedRequest, Step, TenantIndex } from './history.ts';
import { httpRequest, namedThing } from './http-request.ts';
import { soundParts, startWorld, type Parts, type World } from './world.ts';

/** A request, its answer, and all that was done for it. */
export interface Exchange {
  /** In the history's steps. */
  readonly place: number;
  readonly planned: PlannedRequest;
  readonly credential: Credential;
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
  readonly accesses: readonly Access[];
}

/** A history as it came to pass. */
export interface Life {
  readonly exchanges: readonly Exchange[];
  /** What its authorizer has said of each Authorization header. */
  readonly authorize: Parts['authorize'];
  /** All that there is of a tenant at the end. */
  belongings(tenant: string): object;
}

/** What a history is lived with. */
export interface Surroundings {
  readonly credentials: ReadonlyMap<string, Credentials>;
  readonly parts?: Parts;
}

/** Lets a history come to pass. */
export async function live(history: History, surroundings: Surroundings): Promise<Life> {
  const { tenants } = history;
  return await pass(history, surroundings, {
    requestOf: ({ planned, credential }, cursors) =>
      httpRequest(planned, { tenants, authorization: credential.header, cursors }),
  });
}

/** The same history in a world where nobody but one tenant ever was: it sends what it had sent. */
export async function liveAlone(
  history: History,
  life: Life,
  whose: TenantIndex,
  surroundings: Surroundings,
): Promise<Life> {
  const { parts = soundParts } = surroundings;
  const sent = new Map(life.exchanges.map(({ place, request }) => [place, request]));
  const tenant = history.tenants[whose];
  return await pass(
    { ...history, heirlooms: history.heirlooms.filter((one) => one.of === whose) },
    // A token is worth the same in both lives, and its signature is checked in the first.
    { ...surroundings, parts: { ...parts, authorize: life.authorize } },
    {
      whose,
      requestOf: ({ place, credential }) =>
        credential.tenant === tenant ? sent.get(place) : undefined,
    },
  );
}

/** A request that is about to be sent. */
type Sender = Pick<Exchange, 'place' | 'planned' | 'credential'>;

/** Which of the requests are sent, and what else happens. */
interface Selection {
  readonly requestOf: (sender: Sender, cursors: readonly string[]) => HttpRequest | undefined;
  /** Of which tenant's customers; of both unless given. */
  readonly whose?: TenantIndex;
}

async function pass(
  history: History,
  { credentials, parts = soundParts }: Surroundings,
  { requestOf, whose }: Selection,
): Promise<Life> {
  const { tenants } = history;
  const verdicts = new Map<string | undefined, ReturnType<Parts['authorize']>>();
  const authorize: Parts['authorize'] = (header) => {
    const verdict = parts.authorize(header);
    verdicts.set(header, verdict);
    return verdict;
  };
  const world = await startWorld(history, { ...parts, authorize });
  const exchanges: Exchange[] = [];
  const cursors: string[] = [];
  for (const moment of momentsOf(history, credentials)) {
    if (moment.kind === 'happening') {
      await happen(moment.step, world, tenants, whose);
      continue;
    }
    const sent = moment.senders.flatMap((sender) => {
      const request = requestOf(sender, cursors);
      return request === undefined ? [] : [exchange(sender, request, world)];
    });
    const answered = await Promise.all(sent);
    exchanges.push(...answered);
    cursors.push(...answered.flatMap(({ answer }) => cursorOf(answer)));
  }
  return {
    exchanges,
    authorize: (header) => verdicts.get(header) ?? parts.authorize(header),
    belongings: (tenant) => world.belongings(tenant),
  };
}

type Happening = Exclude<Step, { kind: 'request' }>;

type Moment =
  | { readonly kind: 'requests'; readonly senders: readonly Sender[] }
  | { readonly kind: 'happening'; readonly step: Happening };

/** The steps in order. Requests at once are of different tenants: a tenant's own keep their order. */
function momentsOf(
  { steps, tenants }: History,
  credentials: Surroundings['credentials'],
): readonly Moment[] {
  const moments: Moment[] = [];
  for (const [place, step] of steps.entries()) {
    if (step.kind !== 'request') {
      moments.push({ kind: 'happening', step });
      continue;
    }
    const credential = credentials.get(tenants[step.caller])!.get(step.credential)!;
    const sender = { place, planned: step, credential };
    const last = moments.at(-1);
    if (step.isAtOnce && last?.kind === 'requests' && isOfAnother(sender, last.senders)) {
      moments[moments.length - 1] = { ...last, senders: [...last.senders, sender] };
    } else {
      moments.push({ kind: 'requests', senders: [sender] });
    }
  }
  return moments;
}

function isOfAnother({ credential: { tenant } }: Sender, senders: readonly Sender[]): boolean {
  return !senders.some((one) => one.credential.tenant === tenant);
}

async function exchange(sender: Sender, request: HttpRequest, world: World): Promise<Exchange> {
  const { place, planned } = sender;
  const accesses: Access[] = [];
  let ids = 0;
  const as: UnderWay = {
    accesses,
    failsFrom: planned.failsFrom,
    // Of the request alone, so that nobody's ids depend on what others did.
    newId: () => `id-${place}-${(ids += 1)}`,
  };
  return { ...sender, request, accesses, answer: await world.send(request, as) };
}

async function happen(
  step: Happening,
  world: World,
  tenants: History['tenants'],
  whose: TenantIndex | undefined,
): Promise<void> {
  if (step.kind === 'time passes') return world.pass(step.milliseconds);
  if (whose !== undefined && step.thing.of !== whose) return undefined;
  const thing = namedThing(step.thing, tenants);
  switch (step.kind) {
    case 'customer accepts':
      return world.accept(thing);
    case 'customer leaves':
      return world.leave(thing);
    case 'source disappears':
      return await world.lose(thing);
  }
}

/** What of an answer others may try to use: a cursor, or the id of a replay. */
function cursorOf({ body, headers }: HttpAnswer): readonly string[] {
  const [, replay] = /^\/replays\/(.+)$/.exec(String(headers['location'])) ?? [];
  if (replay !== undefined) return [replay];
  if (typeof body !== 'string' || !body.includes('"nextCursor":"')) return [];
  const { nextCursor }: { nextCursor: string } = JSON.parse(body);
  return [nextCursor];
}
