import { InputError } from '../../terminal/input-error.ts';
import { homeRegion as localHomeRegion } from '../../local/partner.ts';

/** How many Regions AWS asks a partner to show. */
export const askedRegions = 2;

/** The Regions of a walk on local mode unless others are given. */
export const localRegions: readonly string[] = [localHomeRegion, 'eu-west-1'];

/**
 * The Regions of a walk: those given, or by default two of those that customers may choose, the home Region first.
 * Throws an InputError for one that customers may not choose, or that is given twice.
 */
export function chooseRegions(
  given: string | undefined,
  { customerRegions, preferred }: ChoosableRegions,
): readonly string[] {
  if (given === undefined) {
    const first = preferred.filter((region) => customerRegions.includes(region));
    return [...new Set([...first, ...customerRegions])].slice(0, askedRegions);
  }
  const regions = given.split(',').map((region) => region.trim());
  if (regions.includes(''))
    throw new InputError(`--regions ${given}: must be Regions with commas between them`);
  const unknown = regions.find((region) => !customerRegions.includes(region));
  if (unknown !== undefined) {
    const choices = customerRegions.join(', ');
    throw new InputError(`--regions ${given}: customers may not choose "${unknown}" (${choices})`);
  }
  const twice = regions.find((region, index) => regions.indexOf(region) !== index);
  if (twice !== undefined) throw new InputError(`--regions ${given}: ${twice} is there twice`);
  return regions;
}

/** The Regions of a clean-up: those given, or all, since nobody knows any more where a killed run was. */
export function regionsToCleanUp(
  given: string | undefined,
  choosable: ChoosableRegions,
): readonly string[] {
  return given === undefined ? choosable.customerRegions : chooseRegions(given, choosable);
}

/** What Regions there are to choose from. */
export interface ChoosableRegions {
  readonly customerRegions: readonly string[];
  /** Those that come first, in this order, if customers may choose them. */
  readonly preferred: readonly string[];
}
