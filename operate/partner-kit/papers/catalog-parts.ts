import type { ListedDetailType } from '../../../lambdas/ports/catalog.ts';
import type { PaperPart } from './paper.ts';

/** What a questionnaire shows of the catalogue. */
export interface DocumentedEvents {
  /** All detail types. */
  readonly listed: readonly ListedDetailType[];
  /** A sample of some of them, as JSON. */
  readonly samples: readonly { readonly detailType: string; readonly json: string }[];
}

// An e-mail that somebody reads. The catalogue that goes with it has all.
const maxListed = 100;

/** Of how many detail types a questionnaire shows a sample: as many as AWS expects of a partner. */
export const maxSamples = 15;

/** A longer sample is only in the catalogue. */
export const maxSampleLength = 5_000;

/** The parts that list the detail types and show samples. */
export function catalogParts({ listed, samples }: DocumentedEvents): readonly PaperPart[] {
  if (listed.length === 0) return [];
  const shown = listed.slice(0, maxListed);
  const rest = listed.length - shown.length;
  return [
    {
      kind: 'table',
      title: 'Detail types',
      head: ['Detail type', 'Description'],
      rows: shown.map(({ detailType, description }) => [detailType, description]),
      note: `${rest === 0 ? 'Their' : `${rest} more are in the attached catalogue. All`} schemas and samples are in catalog/index.html and catalog/catalog.md.`,
    },
    ...(samples.length === 0
      ? []
      : [
          {
            kind: 'text' as const,
            title: 'Sample events',
            paragraphs: ['Complete events, as a rule of the customer’s event bus sees them.'],
          },
        ]),
    ...samples.map(({ detailType, json }) => ({
      kind: 'code' as const,
      title: detailType,
      code: json,
    })),
  ];
}
