import type { ListedDetailType } from '../../lambdas/ports/catalog.ts';
import { detailTypeProblems, recommendedDetailTypes } from '../guide/detail-types.ts';
import type { Finding } from './finding.ts';
import { stageFile, testRegionsOf, type Known } from './papers/known.ts';

/** AWS tests an integration in so many Regions at least. */
const minRegions = 2;

const catalogIndex = 'catalog/index.json';

/** What of the stage, partner.json and the catalogue AWS would not take. */
export function contradictionsIn(
  known: Known,
  detailTypes: readonly ListedDetailType[],
): readonly Finding[] {
  return [
    ...testRegionProblems(known),
    ...stageProblems(known),
    ...tooMany(detailTypes),
    ...detailTypes.flatMap(({ detailType }) => nameProblems(detailType)),
  ];
}

function testRegionProblems(known: Known): readonly Finding[] {
  const { stage, partner, partnerFile } = known;
  const regions = testRegionsOf(known);
  const field = partner.testRegions === undefined ? 'regions' : 'testRegions';
  const where =
    field === 'regions' ? `testRegions in ${partnerFile}, or ${stageFile(stage)}` : partnerFile;
  const found = { kind: 'contradiction', paper: 'test access', field, where } as const;
  const others = regions.filter((region) => !stage.customerRegions.includes(region));
  return [
    ...(regions.length >= minRegions
      ? []
      : [
          {
            ...found,
            problem: `has ${regions.length} Region, and AWS asks for ${minRegions} at least`,
          },
        ]),
    ...others.map((region) => ({
      ...found,
      problem: `has ${region}, which customers of stage ${stage.name} cannot choose`,
    })),
  ];
}

function stageProblems({ stage }: Known): readonly Finding[] {
  const found = { kind: 'contradiction', paper: 'questionnaire', where: stageFile(stage) } as const;
  return [
    ...(stage.production
      ? []
      : [
          {
            ...found,
            field: 'production',
            problem: `is not true: sources would be named aws.partner/${stage.partnerName}`,
          },
        ]),
    ...(stage.customerRegions.length >= minRegions
      ? []
      : [
          {
            ...found,
            field: 'customerRegions',
            problem: `has ${stage.customerRegions.length} Region, and AWS tests in ${minRegions} at least`,
          },
        ]),
  ];
}

function tooMany({ length }: readonly ListedDetailType[]): readonly Finding[] {
  if (length <= recommendedDetailTypes) return [];
  return [
    aboutType(
      'detail types',
      `are ${length}, and AWS expects ${recommendedDetailTypes} at most: join those with the same schema`,
    ),
  ];
}

function nameProblems(detailType: string): readonly Finding[] {
  return detailTypeProblems(detailType).map((problem) => aboutType(shortened(detailType), problem));
}

function shortened(detailType: string): string {
  const text = detailType.length <= 60 ? detailType : `${detailType.slice(0, 60)}…`;
  return `detail type ${JSON.stringify(text)}`;
}

function aboutType(field: string, problem: string): Finding {
  return { kind: 'contradiction', paper: 'catalogue', field, problem, where: catalogIndex };
}
