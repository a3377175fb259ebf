import { countOf } from '../../plain-text.ts';
import { askedRegions } from '../choose-regions.ts';
import { permissionLines } from './permissions.ts';

/** What a walk is going to be done on. */
export interface PlannedWalk {
  readonly title: string;
  readonly kind: 'stage' | 'local';
  readonly regions: readonly string[];
  readonly partnerAccount: string;
  readonly customerAccount: string;
  readonly tenants: readonly string[];
  /** Whether the tenants are the run's own. */
  readonly areOwn: boolean;
  readonly samples: number;
  /** How long nobody may conclude anything from a source that vanished. */
  readonly graceMinutes: number;
}

/** The plan of a walk in a few lines, before it begins. */
export function shortPlan(walk: PlannedWalk): readonly string[] {
  const { title, regions, customerAccount, tenants, areOwn, samples } = walk;
  return [
    `Walk through AWS's validation list (${title})`,
    `  Regions   ${regions.join(', ')}${regions.length < askedRegions ? ` (AWS asks for ${askedRegions})` : ''}`,
    `  customer  account ${customerAccount}`,
    `  tenants   ${tenants.join(', ')}${areOwn ? ', which are the run’s own' : ''}`,
    `  events    ${samples} samples of the catalogue in each Region`,
    '  Everything that it makes is taken away at the end, also after Ctrl-C.',
  ];
}

/** All that a walk would do, and what it needs. */
export function wholePlan(walk: PlannedWalk): readonly string[] {
  const { kind, regions, samples, graceMinutes, partnerAccount, customerAccount } = walk;
  const minutes = kind === 'local' ? 'its clock is moved by them' : 'it waits for them';
  return [
    ...shortPlan(walk),
    '',
    'Once:',
    '  reads the page, its scripts, its settings and the description of the API',
    ...(kind === 'stage' ? ['  reads the templates of the deployed stacks'] : []),
    `  registers a source in ${regions[0]}, to see that nothing but account and Region is needed`,
    '',
    `In each of ${countOf(regions.length, 'Region')}:`,
    `  partner (account ${partnerAccount}):`,
    '    registers about nine sources through the registration API, and deletes one',
    `    sends ${samples} samples of the catalogue and some events of its own through the events queue`,
    '    deletes two of its own sources with the partner API, as an expiry would',
    `    waits until their registration is ${graceMinutes} minutes old: ${minutes}`,
    ...(kind === 'local'
      ? ['    makes EventBridge throttle one source, and puts the faults back']
      : []),
    `  customer (account ${customerAccount}):`,
    '    looks at the source and creates its event bus',
    '    makes a queue and a rule for all events of the bus, and receives them',
    '',
    'At the end it removes rules, queues, buses, sources, mappings and the history of its own tenants,',
    'and lists whether something is left.',
    ...(kind === 'stage' ? ['', ...permissionLines()] : []),
  ];
}
