import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a catalogue with these schemas by detail type, each with an empty sample unless one is given. */
export async function writeCatalog(
  folder: string,
  schemas: Readonly<Record<string, object>>,
  samples: Readonly<Record<string, readonly object[]>> = {},
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'detail-types'), { recursive: true });
  const index = Object.keys(schemas).map((detailType) => ({
    detailType,
    description: `About ${detailType}.`,
    file: `${detailType}.json`,
  }));
  await writeFile(join(folder, 'index.json'), JSON.stringify(index));
  for (const [detailType, schema] of Object.entries(schemas)) {
    const content = { schema, samples: samples[detailType] ?? [{}] };
    await writeFile(join(folder, 'detail-types', `${detailType}.json`), JSON.stringify(content));
  }
}
