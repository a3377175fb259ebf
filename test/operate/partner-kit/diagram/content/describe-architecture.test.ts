import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Architecture } from '../../../../../operate/partner-kit/diagram/content/architecture.ts';
import {
  partsOfStack,
  stackParts,
} from '../../../../../operate/partner-kit/diagram/content/component.ts';
import { describeArchitecture } from '../../../../../operate/partner-kit/diagram/content/describe-architecture.ts';
import { whyIdle } from '../../../../../operate/partner-kit/diagram/content/idle-parts.ts';
import { resourcesOf } from '../../../../../operate/partner-kit/diagram/content/details.ts';
import { leftOut } from '../../../../../operate/partner-kit/diagram/stacks/left-out.ts';
import { placeResources } from '../../../../../operate/partner-kit/diagram/stacks/place-resources.ts';
import { readStacks } from '../../../../../operate/partner-kit/diagram/stacks/read-stacks.ts';
import {
  aBareStage,
  aLargeStage,
  aWholeStage,
  withResources,
  type SynthesizedStage,
  type TemplateResource,
} from '../support/stages.ts';

const services = 'EventBridgePartner-test-us-east-1';
let whole: SynthesizedStage;
let bare: SynthesizedStage;

beforeAll(() => {
  whole = aWholeStage();
  bare = aBareStage();
});

function described({ stage, templates }: SynthesizedStage): Architecture {
  return describeArchitecture(stage, templates);
}

function arrowsOf(stage: SynthesizedStage): readonly string[] {
  return described(stage).connections.map(({ from, to }) => `${from} > ${to}`);
}

/** What an arrow is lost by, when the home Region's services are changed. */
function arrowsLost(change: (resources: Readonly<Record<string, TemplateResource>>) => object) {
  const changed = new Set(arrowsOf(withResources(whole, services, change)));
  return arrowsOf(whole).filter((arrow) => !changed.has(arrow));
}

function without(type: string, ...ids: readonly RegExp[]) {
  return (resources: Readonly<Record<string, TemplateResource>>) =>
    Object.fromEntries(
      Object.entries(resources).filter(
        ([id, { Type }]) => Type !== type || !ids.every((one) => one.test(id)),
      ),
    );
}

describe.each([
  ['whole', () => whole],
  ['bare', () => bare],
] as const)('of a %s stage', (_, stage) => {
  test('every resource is drawn, or left out for a reason', () => {
    for (const region of readStacks(stage().templates).map(placeResources)) {
      const drawn = new Set(stackParts.flatMap((part) => resourcesOf(region, part)));
      const missing = region.resources.filter(
        (one) =>
          !drawn.has(one) && !leftOut.has(one.type) && one.type !== 'AWS::Scheduler::Schedule',
      );

      // A new one needs a role (stacks/role.ts) or a reason (stacks/left-out.ts).
      expect(missing).toEqual([]);
      expect(region.unplaced).toEqual([]);
    }
    expect(described(stage()).components.has('others')).toBe(false);
  });

  test('every part is drawn, or stands idle for a reason', () => {
    const [home] = readStacks(stage().templates).map(placeResources);
    const { components } = described(stage());

    for (const part of stackParts) {
      expect(components.has(part)).toBe(whyIdle(home!, part) === undefined);
    }
  });
});

test('what events pass through, or are kept in, is never left out by its type', () => {
  const types = [
    'AWS::SQS::Queue',
    'AWS::Lambda::Function',
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::ApiGatewayV2::Api',
    'AWS::Scheduler::Schedule',
    'AWS::SNS::Topic',
  ];
  const present = readStacks(whole.templates).flatMap(({ resources }) => resources);

  expect(types.filter((type) => leftOut.has(type))).toEqual([]);
  expect(types.filter((type) => !present.some((one) => one.type === type))).toEqual([]);
  expect([...leftOut.values()].filter((reason) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
});

test.each([
  ['AWS::SQS::Queue', {}, 'SQS'],
  [
    'AWS::Lambda::Function',
    { Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'x' } } },
    'Lambda',
  ],
  ['AWS::DynamoDB::Table', { TableName: 'other' }, 'DynamoDB'],
  ['AWS::S3::Bucket', { BucketName: 'other' }, 'S3'],
  ['AWS::Scheduler::Schedule', { Target: { Arn: 'arn:aws:states:::x' } }, 'Scheduler Schedule'],
  ['AWS::Kinesis::Stream', {}, 'Kinesis Stream'],
])('a new %s that nobody has thought of is in a box of its own', (Type, Properties, name) => {
  const changed = withResources(whole, services, (resources) => ({
    ...resources,
    New: { Type, Properties },
  }));

  expect(described(changed).components.get('others')).toMatchObject({
    name: '1 more',
    details: [name],
  });
});

test('a new resource of another Region is not missing either', () => {
  const changed = withResources(whole, 'EventBridgePartner-test-eu-west-1', (resources) => ({
    ...resources,
    New: { Type: 'AWS::SQS::Queue' },
  }));

  expect(described(changed).components.get('others')?.details).toEqual(['SQS']);
});

function lines(stage: SynthesizedStage) {
  const { components } = described(stage);
  return Object.fromEntries(stackParts.map((part) => [part, components.get(part)?.details]));
}

test('each part says what it is made of, and how often it runs', () => {
  expect(lines(whole)).toEqual({
    registration: ['API Gateway, Lambda', 'Sign-in: Amazon Cognito'],
    mappings: ['DynamoDB global table'],
    reconciler: ['AWS Lambda', 'every 15 min'],
    eventsQueue: ['Amazon SQS'],
    fanOut: ['AWS Lambda'],
    retries: ['SQS, Lambda'],
    largeEvents: ['Amazon S3'],
    recorder: ['SQS, Lambda', 'every minute'],
    history: ['DynamoDB', 'Amazon S3'],
    replays: ['SQS, Lambda'],
    operations: ['6 SQS queues', expect.stringMatching(/^\d\d alarms$/)],
  });
  expect(lines(bare)).toMatchObject({
    registration: ['API Gateway, Lambda', 'Sign-in: OpenID Connect'],
    mappings: ['DynamoDB'],
    largeEvents: undefined,
    recorder: undefined,
    history: undefined,
    replays: undefined,
  });
});

test('each resource with a role is in exactly one part', () => {
  const [home] = readStacks(whole.templates).map(placeResources);
  const roles = Object.values(partsOfStack).flatMap((part) => [...part.roles]);

  expect(roles.toSorted()).toEqual([...home!.byRole.keys()].toSorted());
});

function denying(resources: Readonly<Record<string, TemplateResource>>): object {
  return JSON.parse(JSON.stringify(resources).replaceAll('"Effect":"Allow"', '"Effect":"Deny"'));
}

describe('arrows', () => {
  test('are there for all that the stack does', () => {
    const onlyWhole = arrowsOf(whole).filter((arrow) => !arrowsOf(bare).includes(arrow));

    expect(arrowsOf(bare)).toEqual([
      'administrator > registration',
      'services > eventsQueue',
      'operations > operators',
      'registration > partnerApi',
      'registration > mappings',
      'partnerApi > reconciler',
      'reconciler > mappings',
      'mappings > fanOut',
      'eventsQueue > fanOut',
      'fanOut > partnerApi',
      'fanOut > retries',
      'retries > partnerApi',
      'partnerApi > sourceA',
      'sourceA > busA',
      'busA > rulesA',
      'rulesA > targetsA',
    ]);
    expect(onlyWhole).toEqual([
      'fanOut > largeEvents',
      'fanOut > recorder',
      'retries > recorder',
      'recorder > history',
      'history > replays',
      'replays > partnerApi',
      'otherRegions > partnerApi',
      'partnerApi > sourceB',
      'sourceB > busB',
      'busB > rulesB',
      'rulesB > targetsB',
    ]);
  });

  test('from the events queue go with the mapping that has Lambda poll it', () => {
    expect(arrowsLost(without('AWS::Lambda::EventSourceMapping', /FanOut/))).toEqual([
      'eventsQueue > fanOut',
    ]);
  });

  test.each([
    [
      /FanOut/,
      [
        'mappings > fanOut',
        'fanOut > partnerApi',
        'fanOut > retries',
        'fanOut > largeEvents',
        'fanOut > recorder',
      ],
    ],
    [/DataPlaneRetryRole/, ['retries > partnerApi', 'retries > recorder']],
    [/RecorderRole/, ['recorder > history']],
    [/ReplayRole/, ['history > replays', 'replays > partnerApi']],
    [/RegistrationRole/, ['registration > partnerApi', 'registration > mappings']],
    [/ReconcilerRole/, ['partnerApi > reconciler', 'reconciler > mappings']],
  ])('go with the permissions of %s', (id, lost) => {
    expect(arrowsLost(without('AWS::IAM::Policy', id))).toEqual(lost);
  });

  test('are not shown by what a policy denies', () => {
    expect(arrowsLost(denying)).toContain('fanOut > partnerApi');
  });
});

describe('customers', () => {
  test('are two in two Regions of the stage', () => {
    expect(described(whole)).toMatchObject({
      customers: [
        { letter: 'A', region: 'us-east-1' },
        { letter: 'B', region: 'eu-west-1' },
      ],
      customerRegionCount: 17,
    });
  });

  test('are in two Regions of a stage that delivers from one, if they may choose another', () => {
    const oneRegion = {
      stage: whole.stage,
      templates: whole.templates.filter(({ region }) => region === 'us-east-1'),
    };

    expect(described(oneRegion).customers.map(({ region }) => region)).toEqual([
      'us-east-1',
      'ap-northeast-1',
    ]);
    expect(described(oneRegion).components.has('otherRegions')).toBe(false);
  });

  test('are one where there is no choice', () => {
    expect(described(bare)).toMatchObject({
      customers: [{ letter: 'A', region: 'us-east-1' }],
      customerRegionCount: 1,
    });
  });
});

test('the other Regions are named as far as there is room, with what events pass through', () => {
  const parts = ['queue, fan-out, retries, large events, history'];

  expect(described(whole).components.get('otherRegions')).toMatchObject({
    name: 'Also in eu-west-1',
    details: parts,
  });
  expect(described(aLargeStage(whole)).components.get('otherRegions')).toMatchObject({
    name: 'Also in ap-southeast-1 and 4 more Regions',
    details: parts,
  });
});

function steps(stage: SynthesizedStage) {
  return described(stage).steps.map(({ at }) => at);
}

test('steps are those of what is drawn', () => {
  expect(steps(whole)).toHaveLength(9);
  expect(steps(bare)).toEqual(
    steps(whole).filter((at) => at !== 'largeEvents' && at !== 'history'),
  );
});

test('without a stack in the home Region there is nothing to draw', () => {
  const elsewhere = whole.templates.filter(({ region }) => region !== 'us-east-1');

  expect(() => describeArchitecture(whole.stage, elsewhere)).toThrow('No stack is in us-east-1');
});
