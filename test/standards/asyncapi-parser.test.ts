import { describe, expect, test } from '@jest/globals';
import { Parser } from '@asyncapi/parser';

describe('the parser of AsyncAPI', () => {
  test('finds what is wrong with a document', async () => {
    const { diagnostics } = await new Parser().parse({
      asyncapi: '3.0.0',
      info: { title: 'No version' },
    });
    expect(diagnostics.map(({ message }) => message)).toContain(
      '"info" property must have required property "version"',
    );
  });
});
