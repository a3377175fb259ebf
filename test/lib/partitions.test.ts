import { describe, expect, test } from '@jest/globals';
import { aStage, synthesizeWhole } from '../support/synthesize.ts';

/** All templates of a stage of one Region as one text. */
function textOf(region: string, overrides: object = {}): string {
  const { services, states } = synthesizeWhole(
    aStage({ homeRegion: region, regions: [region], ...overrides }),
  );
  return JSON.stringify([...services.values(), ...states.values()].map((one) => one.toJSON()));
}

const signIn = { issuer: 'https://login.example.com', clientId: 'page' };

describe.each([
  ['us-east-1', 'aws', {}, ['amazonaws.com']],
  ['us-gov-west-1', 'aws-us-gov', {}, ['amazonaws.com']],
  ['eusc-de-east-1', 'aws-eusc', { signIn }, ['amazonaws.com', 'amazonaws.eu']],
] as const)('in %s', (region, partition, overrides, suffixes) => {
  const text = textOf(region, overrides);

  test(`every ARN is of ${partition}`, () => {
    // CloudFormation writes the partition itself where the template does not name it.
    const partitions = [...text.matchAll(/arn:([a-z-]+):/g)].map(([, id]) => id);

    expect(partitions.length).toBeGreaterThan(0);
    expect(new Set(partitions)).toEqual(new Set([partition]));
  });

  test('the key lets the services use it by their addresses there', () => {
    for (const service of ['sqs', 'dynamodb']) {
      const names = suffixes.map((suffix) => `${service}.${region}.${suffix}`);

      expect(text).toContain(JSON.stringify({ 'kms:ViaService': names }).slice(1, -1));
    }
    const logs = ['logs.amazonaws.com', `logs.${region}.${suffixes.at(-1)}`];
    expect(text).toContain(JSON.stringify({ Principal: { Service: logs } }).slice(1, -1));
  });
});

test.each([
  ['us-east-1', 'https://cognito-idp.us-east-1.amazonaws.com', '.auth.us-east-1.'],
  ['us-gov-west-1', 'https://cognito-idp.us-gov-west-1.amazonaws.com', '.auth-fips.us-gov-west-1.'],
])('in %s Cognito signs in where it does there', (region, issuer, pages) => {
  const text = textOf(region);

  expect(text).toContain(`"${issuer}/"`);
  expect(text).toContain(`${pages}amazoncognito.com`);
  // GovCloud's user guide names no other address of the service.
  expect(text.includes(issuer.replace('idp', 'idp-fips'))).toBe(pages.includes('fips'));
});
