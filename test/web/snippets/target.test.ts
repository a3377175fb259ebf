import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { receiverOf } from '../../../web/snippets/receiver.ts';
import { ownName, undeliveredName } from '../../../web/snippets/target.ts';
import { anyGenerator } from '../../support/arbitraries.ts';
import { aSource } from '../support/builders.ts';

const receiverNamed = (generator: string, account = '111122223333') =>
  receiverOf(aSource({ name: sourceName('vendor.test', generator, account) }));

test('what is made for a source has a name that says for which', () => {
  expect(ownName(receiverNamed('acme/repo1'))).toMatch(/^partner-events-acme-repo1-\w+$/);
});

test.each(['acme/repo-1', 'acme/repo/1', 'acme/repo_1', `acme/${'x'.repeat(90)}1`])(
  'no other source has the name of what is made for %s',
  (generator) => {
    const others = ['acme/repo.1', 'acme/Repo-1', 'acme/repo', `acme/${'x'.repeat(90)}2`];
    const names = others.map((other) => ownName(receiverNamed(other)));

    expect(names).not.toContain(ownName(receiverNamed(generator)));
  },
);

test('it is a name for queues, stacks, statements and policies, whatever the generator is', () => {
  fc.assert(
    fc.property(anyGenerator, (generator) => {
      const receiver = receiverNamed(generator);
      expect(ownName(receiver)).toMatch(/^[A-Za-z][A-Za-z0-9-]*$/);
      expect(undeliveredName(receiver).length).toBeLessThanOrEqual(80);
    }),
  );
});
