import { stageNames, stagesFolder } from '../../lib/stage/read-stage.ts';
import { InputError } from '../../terminal/input-error.ts';
import { findStage } from '../target/stage-stack.ts';

/** A name that can be a segment of a source's name. */
const possibleName = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;

// A domain name has no more characters.
const maxLength = 253;

/**
 * The partner's name: as given, or a stage's; without either, that of the only stage that is in production.
 * Throws an InputError.
 */
export function partnerNameOf(
  {
    partner,
    stage,
  }: { readonly partner?: string | undefined; readonly stage?: string | undefined },
  folder = stagesFolder,
): string {
  if (partner !== undefined && stage !== undefined) {
    throw new InputError(
      '--stage and --partner both say the name of the partner: give one of them',
    );
  }
  if (stage !== undefined) return findStage(stage, folder).partnerName;
  if (partner === undefined) return nameInProduction(folder);
  if (possibleName.test(partner) && partner.length <= maxLength) return partner;
  throw new InputError(`--partner must be a name such as vendor.example.com, not "${partner}"`);
}

function nameInProduction(folder: string): string {
  const stages = stageNames(folder)
    .map((name) => findStage(name, folder))
    .filter(({ production }) => production);
  const [first, second] = stages;
  if (first !== undefined && second === undefined) return first.partnerName;
  const found = stages.length === 0 ? 'no stage is' : `${stages.length} stages are`;
  throw new InputError(`${found} in production: give --stage NAME or --partner NAME`);
}
