import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import {
  aTwoRegionStage,
  synthesizeOneRegion,
  synthesizeStage,
  synthesizeWhole,
} from '../support/synthesize.ts';
import { permissions, policies, trust } from './permissions.ts';
import {
  ofThisAccount,
  resourcePolicies,
  roleMatrix,
  trustOf,
  type Matrix,
} from './policy-matrix.ts';

let templates: ReadonlyMap<string, Template>;
let states: ReadonlyMap<string, Template>;
let matrices: ReadonlyMap<string, Matrix>;

beforeAll(() => {
  ({ services: templates, states } = synthesizeWhole(aTwoRegionStage()));
  matrices = new Map([...templates].map(([region, one]) => [region, roleMatrix(one)]));
});

const regions = ['us-east-1', 'eu-west-1'] as const;

describe.each(regions)('in %s', (region) => {
  test('the roles have exactly the permissions in the table', () => {
    expect(matrices.get(region)).toEqual(permissions[region]);
  });

  test('the roles can be assumed by exactly the principals in the table', () => {
    expect(trustOf(templates.get(region)!)).toEqual(trust[region]);
  });

  test('queues, bucket, key and topic allow exactly the principals in the table', () => {
    const ofBoth = [templates, states].map((one) => resourcePolicies(one.get(region)!));

    expect(Object.assign({}, ...ofBoth)).toEqual(policies[region]);
  });

  test('the state’s stack has no role', () => {
    expect(states.get(region)!.findResources('AWS::IAM::Role')).toEqual({});
  });

  test('functions are invoked by the API and the schedule alone', () => {
    const permitted = Object.values(
      templates.get(region)!.findResources('AWS::Lambda::Permission'),
    ).map(({ Properties: { Action: action, Principal: principal } }) => `${principal} ${action}`);

    expect(permitted).toEqual(
      region === 'us-east-1' ? ['apigateway.amazonaws.com lambda:InvokeFunction'] : [],
    );
  });

  test('no role has an action with a wildcard, or one of IAM, KMS or STS', () => {
    const actions = Object.values(matrices.get(region)!).flatMap((rights) =>
      Object.values(rights).flat(),
    );

    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => /\*|^(?:iam|kms|sts):/.test(action))).toEqual([]);
  });

  test('of S3 roles may store and read contents and details, and ask whether there are any', () => {
    const onBuckets = Object.values(matrices.get(region)!).flatMap((rights) =>
      Object.entries(rights).filter(([, actions]) => actions.some((one) => one.startsWith('s3:'))),
    );

    expect(onBuckets.length).toBeGreaterThan(0);
    for (const [resource, actions] of onBuckets) {
      expect(resource.endsWith(ofThisAccount)).toBe(true);
      const isObjects = /\/(?:(?:bodies|rows|in|out)\/)?\* of this account$/.test(resource);
      const possible = isObjects ? ['s3:GetObject', 's3:PutObject'] : ['s3:ListBucket'];
      expect(actions.filter((action) => !possible.includes(action))).toEqual([]);
    }
  });

  test('only the two operations that take no resource are allowed on any', () => {
    const onAny = Object.values(matrices.get(region)!).flatMap((rights) => rights['*'] ?? []);
    const allowed = new Set(['events:PutPartnerEvents', 'events:ListPartnerEventSources']);

    expect(onAny.filter((action) => !allowed.has(action))).toEqual([]);
  });
});

/** The resources whose names have a word in them on which an action is allowed. */
function resourcesWith(
  rights: readonly (readonly [string, readonly string[]])[],
  action: string,
  word: string,
): readonly string[] {
  return rights
    .filter(([resource, actions]) => resource.includes(word) && actions.includes(action))
    .map(([resource]) => resource);
}

/** Every action of a role, whatever it is for. */
const rightsOf = (region: string, role: string) =>
  Object.values(matrices.get(region)![role]!).flat();

describe('what must not be', () => {
  test.each([
    ['FanOut', 'dynamodb:PutItem'],
    ['FanOut', 'dynamodb:DeleteItem'],
    ['FanOut', 'events:CreatePartnerEventSource'],
    ['Retry', 'dynamodb:Scan'],
  ])('%s of the data plane has no %s', (name, action) => {
    for (const region of regions) {
      expect(rightsOf(region, `DataPlane${name}Role`)).not.toContain(action);
    }
  });

  test.each(['events:DeletePartnerEventSource', 'events:PutPartnerEvents', 'dynamodb:DeleteItem'])(
    'the reconciler has no %s',
    (action) => {
      expect(rightsOf('us-east-1', 'ControlPlaneReconcilerRole')).not.toContain(action);
    },
  );

  test.each(['FanOut', 'Retry'])('%s of the data plane reads no history', (name) => {
    for (const region of regions) {
      const rights = Object.entries(matrices.get(region)![`DataPlane${name}Role`]!);

      expect(rights.filter(([resource]) => resource.endsWith('-history'))).toEqual([]);
      expect(resourcesWith(rights, 's3:GetObject', 'history')).toEqual([]);
    }
  });

  test.each(['FanOut', 'Retry'])(
    '%s of the data plane reads no details of another Region',
    (name) => {
      for (const region of regions) {
        const rights = Object.entries(matrices.get(region)![`DataPlane${name}Role`]!);

        expect(resourcesWith(rights, 's3:GetObject', 'payload').toSorted()).toEqual([
          `arn:aws:s3:::ebp-payload-test-111122223333-${region}/in/*${ofThisAccount}`,
          `arn:aws:s3:::ebp-payload-test-111122223333-${region}/out/*${ofThisAccount}`,
        ]);
      }
    },
  );

  test('no role stores what producers do', () => {
    for (const region of regions) {
      const rights = Object.values(matrices.get(region)!).flatMap((one) => Object.entries(one));

      expect(resourcesWith(rights, 's3:PutObject', '/in/')).toEqual([]);
    }
  });

  test('where nothing is relayed by reference nobody stores details, and links go on working', () => {
    const without = synthesizeWhole(aTwoRegionStage({ largeEvents: { relay: 'no' } }));
    const rights = [...without.services.values()].flatMap((one) =>
      Object.values(roleMatrix(one)).flatMap((ofRole) => Object.entries(ofRole)),
    );

    expect(resourcesWith(rights, 's3:PutObject', 'payload')).toEqual([]);
    expect(resourcePolicies(without.states.get('us-east-1')!)['PayloadsBucket']).toEqual([
      'Deny * s3:* if Bool aws:SecureTransport false',
    ]);
    expect(roleMatrix(without.services.get('us-east-1')!)['ControlPlaneRegistrationRole']).toEqual(
      permissions['us-east-1']!['ControlPlaneRegistrationRole'],
    );
  });

  test('the recorder reads no contents, and nothing of another Region', () => {
    for (const region of regions) {
      const rights = Object.entries(matrices.get(region)!['DataPlaneRecorderRole']!);
      const ofHistory = rights.filter(([resource]) => /history/.test(resource));

      expect(rightsOf(region, 'DataPlaneRecorderRole')).not.toContain('s3:GetObject');
      expect(ofHistory.filter(([resource]) => !resource.includes(region))).toEqual([]);
    }
  });

  test.each(['dynamodb:DeleteItem', 'dynamodb:Scan', 'events:PutEvents'])(
    'the replay function has no %s',
    (action) => {
      expect(rightsOf('us-east-1', 'ControlPlaneReplaysReplayRole')).not.toContain(action);
    },
  );

  test('the replay function changes no history', () => {
    const rights = Object.entries(matrices.get('us-east-1')!['ControlPlaneReplaysReplayRole']!);

    expect(resourcesWith(rights, 's3:PutObject', 'history')).toEqual([]);
  });

  test('registration puts no event and goes through no table', () => {
    const rights = rightsOf('us-east-1', 'ControlPlaneRegistrationRole');

    expect(rights).not.toContain('events:PutPartnerEvents');
    expect(rights).not.toContain('dynamodb:Scan');
  });

  test('a Region writes no mapping but in the home Region', () => {
    const rights = Object.entries(matrices.get('eu-west-1')!['DataPlaneFanOutRole']!);
    const writes = rights.filter(([, actions]) => actions.includes('dynamodb:UpdateItem'));

    expect(writes.map(([resource]) => resource)).toEqual([
      'arn:aws:dynamodb:us-east-1:111122223333:table/EventBridgePartner-test-mappings',
    ]);
  });

  test('without producers nobody but the stage’s own functions sends to the events queue', () => {
    expect(resourcePolicies(synthesizeOneRegion())['DataPlaneEventsQueue']).toEqual([
      'Deny * sqs:* if Bool aws:SecureTransport false',
      'Deny * sqs:SendMessage if ArnNotEquals aws:PrincipalArn DataPlaneFanOutRole ControlPlaneRegistrationRole',
    ]);
  });

  test('without producers nobody but fan-out sends to the events queue of another Region', () => {
    const others = synthesizeStage(aTwoRegionStage({ producers: [] })).get('eu-west-1')!;

    expect(resourcePolicies(others)['DataPlaneEventsQueue']).toEqual([
      'Deny * sqs:* if Bool aws:SecureTransport false',
      'Deny * sqs:SendMessage if ArnNotEquals aws:PrincipalArn DataPlaneFanOutRole',
    ]);
  });
});
