import {
  decideAdmission,
  withoutAdmission,
  type AdmittedSource,
  type CountedSource,
} from '../domain/admission.ts';
import type { Admission, TenantLimits } from '../ports/registration.ts';

/** What one tenant was allowed to register of late, and the version of that. */
export interface Admissions {
  readonly recent: readonly AdmittedSource[];
  /** 0 when nothing was ever saved. */
  readonly version: number;
}

/** Where one tenant's admissions are kept. Every method rejects when that cannot be reached. */
export interface AdmissionStore {
  /** The tenant's live sources; what was written within the last half minute may not be among them. */
  count(): Promise<readonly CountedSource[]>;
  /** The admissions as they are at this moment. */
  load(): Promise<Admissions>;
  /** Saves admissions of the next version; false if somebody else has. */
  save(admissions: Admissions): Promise<boolean>;
}

// In each round somebody is admitted or released, so that only a crowd of one tenant's takes many.
const maxRounds = 50;

/**
 * Admits a source if its tenant stays within its limits, with all that others register at this moment.
 * Rejects when others are faster fifty times.
 */
export async function admitSource(
  store: AdmissionStore,
  sourceArn: string,
  limits: TenantLimits,
  nowMs: number,
): Promise<Admission> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { recent, version } = await store.load();
    // After that: what others have forgotten as a minute old by then, the index shows by now.
    const counted = await store.count();
    const decision = decideAdmission(sourceArn, { counted, recent }, limits, nowMs);
    if (decision.kind !== 'admitted') return decision.kind;
    const next = { recent: decision.recent, version: version + 1 };
    if (await store.save(next)) return 'admitted';
  }
  throw crowded();
}

/** Takes an admission out of those that are kept. Rejects when others are faster fifty times. */
export async function releaseSource(
  store: Pick<AdmissionStore, 'load' | 'save'>,
  admission: AdmittedSource,
): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { recent, version } = await store.load();
    const rest = withoutAdmission(recent, admission);
    if (rest.length === recent.length) return;
    if (await store.save({ recent: rest, version: version + 1 })) return;
  }
  throw crowded();
}

function crowded(): Error {
  return new Error(`others of the tenant were faster ${maxRounds} times`);
}
