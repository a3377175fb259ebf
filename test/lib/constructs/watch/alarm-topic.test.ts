import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { watchTemplate } from './a-watch.ts';

const template = watchTemplate();

function statements(): readonly Record<string, unknown>[] {
  const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
  return policy!['Properties'].PolicyDocument.Statement;
}

describe('the alarm topic', () => {
  test("is encrypted with the Region's key", () => {
    const topic = { KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } };

    expect(() => template.hasResourceProperties('AWS::SNS::Topic', topic)).not.toThrow();
  });

  test('lets nobody publish but the alarms of this account and Region', () => {
    const allowed = statements().filter(({ Effect: effect }) => effect === 'Allow');

    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: {
            'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:*',
          },
        },
      }),
    ]);
  });

  test('refuses what does not come over TLS', () => {
    const denied = statements().find(({ Effect: effect }) => effect === 'Deny');

    expect(denied).toMatchObject({
      Action: 'sns:Publish',
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test("writes to the stage's addresses", () => {
    const subscriptions = Object.values(template.findResources('AWS::SNS::Subscription'));

    expect(
      subscriptions.map(({ Properties: { Protocol: protocol, Endpoint: endpoint } }) => [
        protocol,
        endpoint,
      ]),
    ).toEqual([
      ['email', 'oncall@example.com'],
      ['email', 'team@example.com'],
    ]);
  });
});
