import { expect, test } from '@jest/globals';
import { standardRegions } from '../../../../lambdas/domain/regions.ts';
import { regionsCheck } from '../../../../operate/preflight/checks/regions.ts';
import { aContext, anError, aPreflightStage, readyAccount } from '../support/fake-aws.ts';

/** What is found when some Regions refuse. */
async function find(refusals: Readonly<Record<string, Error>>, keys = {}) {
  const GetCallerIdentity = (input: Readonly<Record<string, unknown>>, region: string) => {
    if (refusals[region] !== undefined) throw refusals[region];
    return readyAccount['GetCallerIdentity']!(input, region);
  };
  const stage = aPreflightStage(keys);
  return await regionsCheck.run(aContext({ GetCallerIdentity }, { stage }));
}

test('the stage’s and its customers’ Regions are asked, each once', async () => {
  expect(await find({})).toEqual([
    { check: 'Regions', status: 'ok', text: 'eu-north-1, eu-west-1, us-east-1: enabled' },
  ]);
});

test('many that are well are counted', async () => {
  const customerRegions = standardRegions.map(({ region }) => region);

  expect(await find({}, { customerRegions })).toMatchObject([{ text: '17 Regions: enabled' }]);
});

test.each(['InvalidClientTokenId', 'UnrecognizedClientException', 'OptInRequired'])(
  'one that answers %s where the home Region does not is disabled',
  async (code) => {
    expect(await find({ 'eu-north-1': anError(code) })).toMatchObject([
      {
        status: 'fails',
        text: expect.stringMatching(/^eu-north-1: is not enabled/),
        remedy: expect.stringContaining('aws account enable-region --region-name eu-north-1'),
      },
      { status: 'ok' },
    ]);
  },
);

test('where the home Region does not know the credentials either, nothing is concluded', async () => {
  const invalid = anError('InvalidClientTokenId');
  const found = await find({ 'us-east-1': invalid, 'eu-north-1': invalid });

  expect(found.map(({ status }) => status)).not.toContain('fails');
});

test('one whose name does not resolve, where the home Region answers, does not exist', async () => {
  expect(await find({ 'eu-north-1': anError('ENOTFOUND') })).toMatchObject([
    {
      status: 'fails',
      text: expect.stringMatching(/^eu-north-1: no such Region/),
      remedy: expect.stringContaining('customerRegions'),
    },
    { status: 'ok' },
  ]);
});

test('without a network nothing is concluded of any Region', async () => {
  const lost = anError('ENOTFOUND');
  const found = await find({ 'us-east-1': lost, 'eu-west-1': lost, 'eu-north-1': lost });

  expect(found.map(({ status }) => status)).toEqual(['unknown']);
});

test('one that cannot be reached is not known', async () => {
  expect(await find({ 'eu-north-1': anError('TimeoutError') })).toMatchObject([
    { status: 'unknown', text: expect.stringMatching(/^eu-north-1: could not be checked/) },
    { status: 'ok' },
  ]);
});
