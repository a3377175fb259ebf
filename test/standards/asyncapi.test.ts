import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { customerDocument } from '../../lambdas/catalog-exports/asyncapi/customer-document.ts';
import { producerDocument } from '../../lambdas/catalog-exports/asyncapi/producer-document.ts';
import { onlyTypes, readExportedCatalog } from '../../lambdas/catalog-exports/exported-catalog.ts';
import { readCatalog } from '../../lambdas/registration/catalog.ts';

const partnerName = 'vendor.example.test';
const folder = join(import.meta.dirname, '../../catalog');
const whole = await readExportedCatalog(readCatalog(folder, partnerName), partnerName);

// Spectral's numbers of errors and warnings.
const severe: ReadonlySet<number> = new Set([0, 1]);

/** What AsyncAPI's own parser finds, but for its advice on what a document could have besides. */
async function problemsOf(document: object): Promise<readonly string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document));
  return diagnostics
    .filter(({ severity }) => severe.has(severity))
    .map(({ code, message, path }) => `${code} ${path.join('.')}: ${message}`)
    .filter((line) => !advice.some((code) => line.startsWith(code)));
}

// The version of the standard, an id, a licence, a contact and tags are advice, as is a server: EventBridge has no
// binding, and the queue is known to a stage alone.
const advice: readonly string[] = [
  'asyncapi-latest-version',
  'asyncapi-id',
  'asyncapi3-tags',
  'asyncapi-info-',
];

describe.each([
  ['of what customers receive', customerDocument],
  ['of what the queue receives', producerDocument],
])('the AsyncAPI document %s', (_, documentOf) => {
  test('is one, with all detail types', async () => {
    const document = documentOf(whole);

    // And that of large events.
    expect(Object.keys(document.components.messages)).toHaveLength(whole.types.length + 1);
    expect(await problemsOf(document)).toEqual([]);
  });

  test('is found wrong when a reference leads nowhere', async () => {
    const document = documentOf(onlyTypes(whole, ['push']));
    const broken = { ...document, components: { ...document.components, schemas: {} } };

    expect(await problemsOf(broken)).not.toEqual([]);
  });
});
