import { expect, test } from '@jest/globals';
import { parseSourceName, sourceName } from '../../../lambdas/domain/source-name.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { drawBy, drawGenerator, drawSimilar } from '../../support/similar-generators.ts';

const partner = 'vendor.test';
const nameOf = (generator: string) => sourceName(partner, generator, '111122223333');

/** Pattern of PartnerEventSource names in the EventBridge service model. */
const eventBridgePattern = /^aws\.partner(\/[.\-_A-Za-z0-9]+){2,}$/;

const pairs = propertyRuns(300_000, 100_000);

test(`${pairs} pairs of generators, nearly alike, have names of their own, inside the pattern, which give them back`, () => {
  const seed = 20_261_121;
  const draw = drawBy(seed);
  const wrong: object[] = [];
  let one = drawGenerator(draw);
  let nameOfOne = nameOf(one);
  for (let pair = 0; pair < pairs && wrong.length < 3; pair += 1) {
    const other = drawSimilar(one, draw);
    const nameOfOther = nameOf(other);
    const isRight =
      (nameOfOne === nameOfOther) === (one === other) &&
      eventBridgePattern.test(nameOfOther) &&
      parseSourceName(partner, nameOfOther)?.generator === other;
    if (!isRight) wrong.push({ seed, pair, one, other, nameOfOne, nameOfOther });
    one = other;
    nameOfOne = nameOfOther;
  }

  expect(wrong).toStrictEqual([]);
}, 120_000);
