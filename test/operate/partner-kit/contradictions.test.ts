import { describe, expect, it } from '@jest/globals';
import { contradictionsIn } from '../../../operate/partner-kit/contradictions.ts';
import { findingLine } from '../../../operate/partner-kit/finding.ts';
import { aPartner, known } from './support/known.ts';

const listed = (...names: readonly string[]) =>
  names.map((detailType) => ({ detailType, description: 'It happened.' }));
const lines = (...given: Parameters<typeof contradictionsIn>) =>
  contradictionsIn(...given).map(findingLine);

describe('contradictionsIn', () => {
  it('finds nothing in a stage of production with two Regions', () => {
    expect(lines(known(), listed('order.placed'))).toEqual([]);
  });

  it('asks for two Regions', () => {
    const one = { regions: ['us-east-1'], customerRegions: ['us-east-1'] };

    expect(lines(known(one), [])).toEqual([
      'test access: regions has 1 Region, and AWS asks for 2 at least (testRegions in partner.json, or stages/prod.json)',
      'questionnaire: customerRegions has 1 Region, and AWS tests in 2 at least (stages/prod.json)',
    ]);
  });

  it('takes the Regions of partner.json before those of the stage, if customers can choose them', () => {
    const stage = { regions: ['us-east-1'] };
    const two = { ...aPartner, testRegions: ['us-east-1', 'eu-west-1'] };
    const wrong = { ...aPartner, testRegions: ['us-east-1', 'eu-south-2'] };

    expect(lines(known(stage, two), [])).toEqual([]);
    expect(lines(known(stage, wrong), [])).toEqual([
      'test access: testRegions has eu-south-2, which customers of stage prod cannot choose (partner.json)',
    ]);
  });

  it('asks for a stage of production', () => {
    expect(lines(known({ production: false }), [])).toEqual([
      'questionnaire: production is not true: sources would be named aws.partner/vendor.example.test (stages/prod.json)',
    ]);
  });

  it('takes fifteen detail types', () => {
    const names = Array.from({ length: 16 }, (_, index) => `type.${index}`);

    expect(lines(known(), listed(...names.slice(0, 15)))).toEqual([]);
    expect(lines(known(), listed(...names))).toEqual([
      'catalogue: detail types are 16, and AWS expects 15 at most: join those with the same schema (catalog/index.json)',
    ]);
  });

  it('names a detail type that is too long, or looks personal', () => {
    expect(lines(known(), listed('x'.repeat(128)))).toEqual([]);
    expect(lines(known(), listed('x'.repeat(129), 'user.ann@vendor.example'))).toEqual([
      `catalogue: detail type "${'x'.repeat(60)}…" must have 1 to 128 characters, and it has 129 (catalog/index.json)`,
      'catalogue: detail type "user.ann@vendor.example" must have no personal data, and it has an e-mail address (catalog/index.json)',
    ]);
  });
});
