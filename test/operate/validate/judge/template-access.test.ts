import { expect, test } from '@jest/globals';
import { statementsThatAssumeRoles } from '../../../../operate/validate/judge/template-access.ts';

function aTemplate(statement: object) {
  return {
    Resources: {
      Role: {
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: {} }],
          },
          Policies: [{ PolicyDocument: { Statement: [statement] } }],
        },
      },
    },
  };
}

test.each(['sts:AssumeRole', 'STS:assumerole', 'sts:*', '*', 'sts:AssumeRoleWithWebIdentity'])(
  'a policy that allows %s is found',
  (Action) => {
    expect(statementsThatAssumeRoles(aTemplate({ Effect: 'Allow', Action }))).toEqual(['Role']);
    expect(
      statementsThatAssumeRoles(
        aTemplate({ Effect: 'Allow', Action: ['sqs:SendMessage', Action] }),
      ),
    ).toEqual(['Role']);
  },
);

test.each([
  { Effect: 'Allow', Action: 'sts:GetCallerIdentity' },
  { Effect: 'Deny', Action: 'sts:AssumeRole' },
])('who may assume a role, and %j, are no finding', (statement) => {
  expect(statementsThatAssumeRoles(aTemplate(statement))).toEqual([]);
});

test.each([undefined, 'text', {}])('what is no template has none: %j', (template) => {
  expect(statementsThatAssumeRoles(template)).toEqual([]);
});
