import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import type { Observation } from '../../lambdas/domain/observation.ts';

/** A partner event source in a model of AWS. */
interface ModelSource {
  readonly region: string;
  readonly name: string;
  readonly account: string;
  readonly createdMs: number;
  /** Since when it has been PENDING; none while it is ACTIVE. */
  readonly pendingSinceMs: number | undefined;
}

/** What a partner and its customers can do in a model of AWS with the onboarding guide's states. */
export interface FakePartnerSources extends PartnerSources {
  /** The calls so far, as `<operation> <Region> <name or token>`. */
  readonly calls: string[];
  /** All sources that there are. */
  all(): readonly ModelSource[];
  /** The customer creates the bus; a source that is not there stays away. */
  accept(region: string, name: string): void;
  /** The customer deletes the bus: the source is PENDING again. */
  leave(region: string, name: string): void;
  /** Something else that happens to a call: it may throw, before the call is made or after. */
  disturb(disturbance: Disturbance): void;
}

/** What happens to a call before it is made or after it was, by throwing. */
export type Disturbance = (call: string, when: 'before' | 'after') => void;

const undisturbed = () => undefined;
const pendingMs = 7 * 86_400_000;

/** A model of AWS without sources. */
export function fakePartnerSources(now: () => number, { pageSize = 100 } = {}): FakePartnerSources {
  const sources = modelSources(now);
  const { find, put } = sources;
  const calls: string[] = [];
  let disturb: Disturbance = undisturbed;
  return {
    calls,
    all: sources.all,
    accept(region, name) {
      const source = find(region, name);
      if (source !== undefined) put({ ...source, pendingSinceMs: undefined });
    },
    leave(region, name) {
      const source = find(region, name);
      if (source?.pendingSinceMs === undefined && source) put({ ...source, pendingSinceMs: now() });
    },
    disturb(next) {
      disturb = next;
    },
    ...partnerCalls(sources, { now, pageSize }, async (text, run) => {
      calls.push(text);
      disturb(text, 'before');
      const answer = run();
      disturb(text, 'after');
      return answer;
    }),
  };
}

/** The sources that there are; one that has been PENDING for too long is none. */
function modelSources(now: () => number) {
  const sources = new Map<string, ModelSource>();
  const find = (region: string, name: string) => {
    const source = sources.get(`${region} ${name}`);
    if (source === undefined) return undefined;
    const { pendingSinceMs } = source;
    if (pendingSinceMs === undefined || now() < pendingSinceMs + pendingMs) return source;
    sources.delete(`${region} ${name}`);
    return undefined;
  };
  return {
    find,
    put: (source: ModelSource) => void sources.set(`${source.region} ${source.name}`, source),
    remove: (region: string, name: string) => void sources.delete(`${region} ${name}`),
    all: () => [...sources.values()].flatMap(({ region, name }) => find(region, name) ?? []),
  };
}

type ModelSources = ReturnType<typeof modelSources>;

/** The partner's calls, each of which is made by `call`. */
function partnerCalls(
  { all, find, put, remove }: ModelSources,
  { now, pageSize }: { readonly now: () => number; readonly pageSize: number },
  call: <T>(text: string, run: () => T) => Promise<T>,
): PartnerSources {
  return {
    list: (region, token = '') =>
      call(`list ${region} ${token}`, () => {
        const names = all()
          .filter((source) => source.region === region && source.name > token)
          .map(({ name }) => name)
          .toSorted();
        const page = names.slice(0, pageSize);
        const next = names.length > pageSize ? page.at(-1) : undefined;
        return {
          sources: page.map((name) => ({ name, arn: arnOf(region, name) })),
          ...(next !== undefined && { nextToken: next }),
        };
      }),
    observe: (region, name) =>
      call(`observe ${region} ${name}`, () => observationOf(find(region, name))),
    create: (region, name, account) =>
      call(`create ${region} ${name}`, () => {
        if (find(region, name) !== undefined) return 'exists';
        put({ region, name, account, createdMs: now(), pendingSinceMs: now() });
        return 'created';
      }),
    delete: (region, name, account) =>
      call(`delete ${region} ${name}`, () => {
        if (find(region, name)?.account === account) remove(region, name);
      }),
  };
}

/** What AWS says of a source of the model. */
export function observationOf(source: ModelSource | undefined): Observation {
  if (source === undefined) return { kind: 'nonexistent' };
  const { account, createdMs, pendingSinceMs } = source;
  const createdAt = new Date(createdMs).toISOString();
  if (pendingSinceMs === undefined) return { kind: 'found', account, createdAt, state: 'ACTIVE' };
  const expirationTime = new Date(pendingSinceMs + pendingMs).toISOString();
  return { kind: 'found', account, createdAt, state: 'PENDING', expirationTime };
}

/** The ARN of a source. */
export function arnOf(region: string, name: string): string {
  return `arn:aws:events:${region}::event-source/${name}`;
}
