import { expect, test } from '@jest/globals';
import { S3Error } from '../../../lambdas/aws/s3-answers.ts';
import { UnreachableError } from '../../../lambdas/registration/reachable.ts';
import { OperationError } from '../../../operate/operation-error.ts';
import { awsProblem } from '../../../operate/target/aws-problem.ts';

const anError = (name: string, message = '', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

test.each([
  [anError('CredentialsProviderError', 'Could not load credentials'), /^no AWS credentials: set/],
  [anError('CredentialsProviderError', 'The SSO session has expired'), /have expired: sign in/],
  [anError('ExpiredTokenException'), /have expired: sign in/],
  [anError('ExpiredToken'), /have expired: sign in/],
  [anError('InvalidClientTokenId'), /^AWS does not recognize these credentials/],
  [anError('AccessDenied', 'not authorized to\nreceive'), /^access denied: not authorized to r/],
  [anError('Error', '', { code: 'ENOTFOUND' }), /^AWS cannot be reached \(ENOTFOUND\)$/],
  [
    anError('QueueDoesNotExist', 'no queue', { $fault: 'client' }),
    /^AWS returned an error: QueueDoesNot/,
  ],
])('%s is one line', (error, line) => {
  const problem = awsProblem(error);

  expect(problem).toBeInstanceOf(OperationError);
  expect(problem).toMatchObject({ message: expect.stringMatching(line), cause: error });
  expect((problem as Error).message).not.toContain('\n');
});

test('a table or a bucket that refuses is one line, too', () => {
  const cause = anError('ThrottlingException', 'too fast', { $fault: 'client' });
  const unreachable = new UnreachableError('the table cannot be reached', { cause });
  const refused = new S3Error(403, '<Error><Code>AccessDenied</Code></Error>');
  const absent = new S3Error(404, '<Error><Code>NoSuchBucket</Code></Error>');

  expect(awsProblem(unreachable)).toMatchObject({
    message: 'AWS returned an error: ThrottlingException: too fast',
  });
  expect(awsProblem(refused)).toMatchObject({
    message: expect.stringMatching(/^access denied: S3/),
  });
  expect(awsProblem(absent)).toMatchObject({
    message: expect.stringMatching(/: NoSuchBucket: S3/),
  });
});

test('a bug of ours stays as it is', () => {
  const bug = new TypeError('x is not a function');

  expect(awsProblem(bug)).toBe(bug);
});
