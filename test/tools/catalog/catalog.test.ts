import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptMembers } from '../../../lambdas/domain/payload/stub.ts';
import { stubSchema } from '../../../lambdas/domain/payload/stub-schema.ts';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';
import { compileDetailSchema } from '../../support/detail-schemas.ts';
import { aStubOf } from '../../support/a-stub.ts';

const folder = join(import.meta.dirname, '../../../catalog');
const catalog = readCatalog(folder, 'vendor.example.test');
const detailTypes = catalog.list().map(({ detailType }) => detailType);

/** The files that the index names, as often as it does. */
async function indexedFiles(): Promise<readonly string[]> {
  const index: { file: string }[] = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
  return index.map(({ file }) => file);
}

test('each detail type has a file of its own, and each file is in the index', async () => {
  const files = await indexedFiles();

  expect(files.toSorted()).toEqual(readdirSync(join(folder, 'detail-types')).toSorted());
});

describe.each(detailTypes)('%s', (detailType) => {
  test('has a schema by which its samples are valid', async () => {
    const { schema, samples } = (await catalog.find(detailType))!;
    const validate = compileDetailSchema(schema);

    for (const { detail } of samples) {
      validate(detail);

      expect(validate.errors).toBeNull();
    }
  });

  test('has stubs of its samples that are valid by the schema of stubs', async () => {
    const { schema, keptInStub, samples } = (await catalog.find(detailType))!;
    const validate = compileDetailSchema(stubSchema(detailType, schema, keptInStub));

    for (const { detail } of samples) {
      validate(aStubOf(keptMembers(JSON.stringify(detail), new Set(keptInStub))));

      expect(validate.errors).toBeNull();
    }
  });
});
