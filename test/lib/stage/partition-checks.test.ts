import { describe, expect, test } from '@jest/globals';
import { parseStage, StageError } from '../../../lib/stage/read-stage.ts';

const parse = (value: object) => parseStage('beta', { partnerDomain: 'vendor.example', ...value });

const stageIn = (...regions: readonly [string, ...string[]]) => ({
  homeRegion: regions[0],
  regions,
});
const signIn = { issuer: 'https://login.example.com', clientId: 'page' };

describe('a stage', () => {
  test.each([
    ['GovCloud', stageIn('us-gov-west-1', 'us-gov-east-1')],
    ['the EU sovereign cloud', { ...stageIn('eusc-de-east-1'), signIn }],
  ])('can be in %s, where customers may choose its own Regions', (_, stage) => {
    expect(parse(stage).customerRegions).toEqual(stage.regions);
  });

  test.each([
    [
      stageIn('us-east-1', 'us-gov-west-1'),
      'regions must be of one partition, not of aws, aws-us-gov',
    ],
    [
      stageIn('cn-north-1'),
      'regions must be of aws, aws-us-gov, aws-eusc: EventBridge has no partner event sources in aws-cn',
    ],
    [
      stageIn('us-iso-east-1'),
      'regions must be of aws, aws-us-gov, aws-eusc: EventBridge has no partner event sources in aws-iso',
    ],
    [
      stageIn('eusc-de-east-1'),
      'signIn must name a provider in aws-eusc: AWS documents no address of Cognito’s sign-in pages there',
    ],
    [
      { ...stageIn('us-gov-west-1'), customerRegions: ['us-gov-west-1', 'us-east-1'] },
      'customerRegions must be of aws-us-gov, as regions is, not of aws',
    ],
    [
      { ...stageIn('us-gov-west-1'), producers: ['arn:aws:iam::111122223333:role/orders'] },
      'producers must be of aws-us-gov, as regions is, not of aws',
    ],
  ])('is refused in one line: %j', (stage, line) => {
    const parsing = () => parse(stage);

    expect(parsing).toThrow(StageError);
    expect(parsing).toThrow(new StageError(`stages/beta.json: ${line}`));
  });
});
