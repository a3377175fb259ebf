import { expect, test } from '@jest/globals';
import { cleanUpOthers } from '../../../../operate/validate/clean-up/clean-up-others.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { localBounds } from '../../../../operate/validate/bounds.ts';
import type { Subject } from '../../../../operate/validate/subject/subject.ts';

const bus =
  'aws.partner/vendor.example/acme/fanout-validate-abcdefgh/eu-west-1/events/000000000199';

class AwsError extends Error {
  constructor(name: string) {
    super(`${name} it is`);
    this.name = name;
  }
}

/** Both sides of AWS, of which some Regions answer with an error, and the buses that are there. */
function aCleaning(errors: Readonly<Record<string, Error>>) {
  const deleted: string[] = [];
  const eventBridge = (region: string) => ({
    async send({ constructor: { name }, input }: { constructor: { name: string }; input: object }) {
      if (errors[region] !== undefined) throw errors[region];
      if (name === 'DeleteEventBusCommand') deleted.push(`${region} ${JSON.stringify(input)}`);
      if (name !== 'ListEventBusesCommand' || deleted.length > 0) return {};
      return { EventBuses: region === 'eu-west-1' ? [{ Name: bus }, { Name: `${bus}/x` }] : [] };
    },
  });
  const subject = {
    connection: { partnerName: 'vendor.example' },
    partner: { account: '1', eventBridge },
    customer: { account: '2', eventBridge, sqs: () => ({ send: async () => ({}) }) },
    tenants: { first: { tenant: 'fanout-validate-z-a' }, second: undefined, areOwn: true },
    bounds: localBounds,
  } as unknown as Subject;
  const cleanUp = async (...regions: readonly string[]) =>
    await cleanUpOthers({
      subject,
      regions,
      clock: fakeClock(),
      removal: {
        partnerName: 'vendor.example',
        contextOf: () => {
          throw new Error('there is no mapping');
        },
        partner: subject.partner,
      },
      mappingsOfRuns: async () => [],
      eraseTenant: async () => [],
      onProgress: () => undefined,
    });
  return { cleanUp, deleted };
}

test('a bus of a run is found whoever the tenant was', async () => {
  const { cleanUp, deleted } = aCleaning({});
  expect(await cleanUp('us-east-1', 'eu-west-1')).toEqual({ removed: 2, left: [] });
  expect(deleted[0]).toContain(bus);
});

test('a Region that an account has not enabled has nothing', async () => {
  const { cleanUp } = aCleaning({ 'me-south-1': new AwsError('UnrecognizedClientException') });
  expect(await cleanUp('me-south-1', 'eu-west-1')).toEqual({ removed: 2, left: [] });
});

test('a Region that cannot be listed is named, and the others are cleaned', async () => {
  const { cleanUp } = aCleaning({ 'us-east-1': new AwsError('InternalException') });
  expect(await cleanUp('us-east-1', 'eu-west-1')).toEqual({
    removed: 2,
    left: [
      'what is left in us-east-1 could not be listed (InternalException: InternalException it is)',
    ],
  });
});
