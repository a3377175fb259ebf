import { fakeMappingControls } from '../../support/fake-mapping-controls.ts';
import { fakeMappingTable, type FakeMappingTable } from '../../support/fake-mapping-table.ts';
import { arnOf, fakePartnerSources } from '../../support/fake-partner-sources.ts';
import { fakeReconcileTable } from '../../support/fake-reconcile-table.ts';
import { fakeRegistrationTable } from '../../support/fake-registration-table.ts';
import { fakeTenantLedger } from '../../support/fake-tenant-ledger.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import type { MappingControls } from '../../../lambdas/ports/mapping-controls.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type {
  MappingKey,
  PartnerSources,
  ReconcileTable,
} from '../../../lambdas/ports/reconcile.ts';
import type {
  RegistrationTable,
  TenantAdmissions,
  TenantLedger,
} from '../../../lambdas/ports/registration.ts';
import { mappingHistory, type MappingHistory } from './mapping-history.ts';
import type { Accuse } from './violations.ts';

/** AWS's sources and the one table that all functions share, watched. */
export interface Registry {
  readonly sources: ReturnType<typeof fakePartnerSources>;
  /** The partner's side of them; how often each source came to be is counted. */
  readonly partnerSources: PartnerSources;
  readonly mappings: MappingTable;
  readonly registrations: RegistrationTable;
  readonly reconciled: ReconcileTable;
  readonly controls: MappingControls;
  readonly ledger: TenantLedger & TenantAdmissions;
  readonly history: MappingHistory;
  /** When the time ended in which a source was PENDING at this time; Infinity if it has not. */
  readonly endOfPending: (sourceArn: string, atMs: number) => number;
  /** Takes note that EventBridge answered a delivery for this generation that it does not know the source. */
  readonly noteUnknown: (mapping: Generation) => void;
  readonly all: () => readonly Mapping[];
}

// So small that a sweep of the histories' few sources has several pages.
const pageSize = 4;

/** What a registry reports as it happens. */
export interface RegistryListener {
  readonly accuse: Accuse;
  /** A mapping was retired because EventBridge did not know its source, which had been there all the time. */
  readonly onWrongAnswer: (sourceArn: string) => void;
}

/** An empty registry. */
export function registry(now: () => number, listener: RegistryListener): Registry {
  const pending = pendingTimes(now, fakePartnerSources(now, { pageSize }));
  const { sources } = pending;
  const table = fakeMappingTable();
  const history = mappingHistory(now);
  const lives = sourceLives(sources, listener);
  const watch: Watch = {
    async noting(key, write) {
      const result = await write;
      history.note(key, table.items.get(key)?.mapping);
      return result;
    },
    lives,
  };
  const mappings = watchedMappings(table, watch);
  return {
    sources,
    partnerSources: lives.counting,
    mappings,
    controls: watchedControls(fakeMappingControls(table), watch),
    registrations: watchedRegistrations(fakeRegistrationTable(table), watch),
    reconciled: watchedReconciled(fakeReconcileTable(table, { pageSize }), watch),
    ledger: fakeTenantLedger(table),
    history,
    endOfPending: pending.endAfter,
    noteUnknown: lives.noteUnknown,
    all: () => table.all(),
  };
}

/** The same sources, which remember when a time of being PENDING may have ended. */
function pendingTimes(now: () => number, plain: ReturnType<typeof fakePartnerSources>) {
  const ends = new Map<string, number[]>();
  const note = (region: string, name: string) => {
    const arn = arnOf(region, name);
    ends.set(arn, [...(ends.get(arn) ?? []), now()]);
  };
  const sources: typeof plain = {
    ...plain,
    accept(region, name) {
      note(region, name);
      plain.accept(region, name);
    },
    async delete(region, name, account) {
      note(region, name);
      await plain.delete(region, name, account);
    },
  };
  const endAfter = (sourceArn: string, atMs: number) =>
    ends.get(sourceArn)?.find((ms) => ms >= atMs) ?? Infinity;
  return { sources, endAfter };
}

/** Who looks on while the table is written. */
interface Watch {
  /** Waits for a write, and records the mapping after it. */
  readonly noting: <T>(key: MappingKey, write: Promise<T>) => Promise<T>;
  readonly lives: ReturnType<typeof sourceLives>;
}

function watchedMappings(table: FakeMappingTable, { noting, lives }: Watch): MappingTable {
  return {
    findLive: (generator, options) => table.findLive(generator, options),
    countLive: (generator, options) => table.countLive(generator, options),
    async retire(version, notification) {
      const result = await noting(version, table.retire(version, notification));
      if (result === 'retired') lives.judgeRetirement(table.items.get(version)?.mapping);
      return result;
    },
    noteActivity: (version, activity) => table.noteActivity(version, activity),
  };
}

function watchedRegistrations(
  registrations: RegistrationTable,
  { noting, lives }: Watch,
): RegistrationTable {
  return {
    ...registrations,
    async register(mapping, replaces) {
      const result = await noting(mapping, registrations.register(mapping, replaces));
      if (result === 'registered') lives.beginGeneration(mapping);
      return result;
    },
    setChoices: (version, choices) => noting(version, registrations.setChoices(version, choices)),
    remove: (version) => noting(version, registrations.remove(version)),
    change: (read, change) => noting(read, registrations.change(read, change)),
  };
}

function watchedControls(controls: MappingControls, { noting }: Watch): MappingControls {
  return { control: (version, control) => noting(version, controls.control(version, control)) };
}

function watchedReconciled(reconciled: ReconcileTable, { noting, lives }: Watch): ReconcileTable {
  return {
    ...reconciled,
    change: (read, change) => noting(read, reconciled.change(read, change)),
    async adopt(mapping, retired) {
      const result = await noting(mapping, reconciled.adopt(mapping, retired));
      if (result === 'adopted') lives.beginGeneration(mapping);
      return result;
    },
  };
}

type Generation = Pick<Mapping, 'sourceArn' | 'generation'>;

function versionOf({ sourceArn, generation }: Generation): string {
  return `${sourceArn} ${generation}`;
}

/** Counts how often each source was created, and checks retirements against that. */
function sourceLives(
  sources: ReturnType<typeof fakePartnerSources>,
  { accuse, onWrongAnswer }: RegistryListener,
) {
  const lives = new Map<string, number>();
  const lifeAtRegistration = new Map<string, number | undefined>();
  const unknown = new Set<string>();
  const lifeOf = ({ sourceArn, account }: Mapping) => {
    const isThere = sources
      .all()
      .some((one) => arnOf(one.region, one.name) === sourceArn && one.account === account);
    return isThere ? lives.get(sourceArn) : undefined;
  };
  const counting: PartnerSources = {
    ...sources,
    async create(region, name, account) {
      const result = await sources.create(region, name, account);
      const arn = arnOf(region, name);
      if (result === 'created') lives.set(arn, (lives.get(arn) ?? 0) + 1);
      return result;
    },
  };
  return {
    counting,
    beginGeneration: (mapping: Mapping) =>
      void lifeAtRegistration.set(versionOf(mapping), lifeOf(mapping)),
    noteUnknown: (mapping: Generation) => void unknown.add(versionOf(mapping)),
    /** A source that was there when its mapping was written, and has been since, is not gone, unless EventBridge says so. */
    judgeRetirement(mapping: Mapping | undefined) {
      if (mapping === undefined) return;
      const { sourceArn, retirement } = mapping;
      const version = versionOf(mapping);
      const before = lifeAtRegistration.get(version);
      if (before === undefined || before !== lifeOf(mapping)) return;
      if (unknown.has(version)) return onWrongAnswer(sourceArn);
      const text = `${version} was retired (${retirement?.reason}), and its source has been there all the time`;
      accuse('the newest registration wins', text);
    },
  };
}
