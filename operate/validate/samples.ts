import { writeJson } from '../../lambdas/domain/json.ts';
import type { Catalog, DescribedDetailType } from '../../lambdas/ports/catalog.ts';

/** A sample of the catalogue, and how its detail must look. */
export interface SampleToSend {
  /** In words: `push, sample 2`. */
  readonly words: string;
  readonly detailType: string;
  readonly detail: object;
  /** The text of the detail as the vendor writes it. */
  readonly detailJson: string;
  /** Undefined for the walk's own event, which is in no catalogue. */
  readonly described: DescribedDetailType | undefined;
}

/** Every sample of a catalogue. */
export async function samplesOf(catalog: Catalog): Promise<readonly SampleToSend[]> {
  const samples: SampleToSend[] = [];
  for (const { detailType } of catalog.list()) {
    const described = await catalog.find(detailType);
    for (const [index, { detail }] of (described?.samples ?? []).entries()) {
      const words = `${detailType}, sample ${index + 1}`;
      samples.push({ words, detailType, detail, detailJson: writeJson(detail), described });
    }
  }
  return samples;
}

/** An event of the walk's own about which nothing can be wrong. */
export const plainEvent = { detailType: 'fanout-validate', detail: { walk: 'fanout validate' } };

/**
 * An event of the walk's own that shows whether the text of a detail stays as it is. It has nothing that AWS may refuse:
 * the probe finds out what that is.
 */
export function textSample(): SampleToSend {
  const detail = {
    fraction: JSON.rawJSON('300.0'),
    exponent: JSON.rawJSON('1e3'),
    aboveDouble: JSON.rawJSON('9007199254740993'),
    above53Bits: JSON.rawJSON('-9223372036854775807'),
    text: 'Straße, 東京, 🙂, a line\u2028separator',
    // Every normal form of Unicode would change one of these.
    unnormalized: 'é e\u0301 \u212B ﬁ',
    escapes: 'a "quoted" \\ back\\slash, a/slash, a\ttab',
    ['näme with "quotes"']: [null, true, [], {}, ''],
  };
  return {
    words: 'an event of numbers, Unicode and escapes',
    detailType: 'fanout-validate',
    detail,
    detailJson: writeJson(detail),
    described: undefined,
  };
}
