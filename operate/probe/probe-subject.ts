import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fleetWithin } from '../../lambdas/settings/fleet.ts';
import { standardSettings, type Settings } from '../../lambdas/settings/standard-settings.ts';
import { findStageFleet } from '../../lib/stage/stage-fleet.ts';
import { stageSettings } from '../../lib/stage/stage-settings.ts';
import type { Stage } from '../../lib/stage/stage.ts';
import { homeRegion } from '../../local/partner.ts';
import { InputError } from '../../terminal/input-error.ts';
import { findStage } from '../target/stage-stack.ts';
import { connect, readTarget } from '../target/target.ts';
import type { CustomerSide } from './customer-side.ts';
import type { HasFleet } from './following/following.ts';
import { readCustomer, readRegions, type ProbeValues } from './probe-options.ts';
import type { ProbeServices } from './probe-services.ts';

/** What is probed, and for whom. */
export interface ProbeSubject {
  /** Such as "stage dev" or "local mode at port 4600". */
  readonly title: string;
  /** The stage's file; undefined in local mode, which has none. */
  readonly stageFile: { readonly name: string; readonly text: string } | undefined;
  readonly partnerName: string;
  readonly regions: readonly string[];
  readonly account: string;
  readonly customer: CustomerSide | undefined;
  /** What a stage is set to now. */
  readonly settings: Settings;
  readonly hasFleet: HasFleet;
  /** From the working folder. */
  readonly observedFile: string;
}

// Any account is a customer there.
const localCustomer = '000000000200';

/** Finds what the options name. Rejects with an InputError. */
export async function findSubject(
  values: ProbeValues,
  services: ProbeServices,
): Promise<ProbeSubject> {
  const target = readTarget(values);
  const named = readCustomer(values);
  const regions = readRegions(values.regions);
  if (target.kind === 'stage') {
    const stage = findStage(target.stage, services.stagesFolder);
    return await stageSubject(stage, { ...named, regions, file: values.observed }, services);
  }
  if (named.profile !== undefined) {
    throw new InputError(
      '--customer-profile requires --stage: local mode takes --customer-account',
    );
  }
  const { title, partnerName } = await connect(target);
  const account = named.account ?? localCustomer;
  return {
    title,
    stageFile: undefined,
    partnerName,
    regions: regions ?? [homeRegion],
    account,
    customer: services.customerOf({ localAccount: account }),
    settings: standardSettings,
    hasFleet: (putPartnerEventsMs) =>
      fleetWithin({ ...standardSettings.quotas, putPartnerEventsMs, dataPlanes: 1 }) !== undefined,
    observedFile: values.observed ?? 'local.observed.json',
  };
}

interface Named {
  readonly profile: string | undefined;
  readonly account: string | undefined;
  readonly regions: readonly string[] | undefined;
  readonly file: string | undefined;
}

async function stageSubject(
  stage: Stage,
  { profile, account, regions, file }: Named,
  services: ProbeServices,
): Promise<ProbeSubject> {
  const { name, partnerName, quotas } = stage;
  const inFolder = (one: string) => relative(process.cwd(), join(services.stagesFolder, one));
  return {
    title: `stage ${name}`,
    stageFile: { name, text: readFileSync(join(services.stagesFolder, `${name}.json`), 'utf8') },
    partnerName,
    regions: regions ?? stage.regions,
    account: account ?? (await services.accountOf(stage.homeRegion, profile)),
    customer: profile === undefined ? undefined : services.customerOf({ profile }),
    settings: stageSettings(stage),
    hasFleet: (putPartnerEventsMs) =>
      findStageFleet({ ...stage, quotas: { ...quotas, putPartnerEventsMs } }) !== undefined,
    observedFile: file ?? inFolder(`${name}.observed.json`),
  };
}
