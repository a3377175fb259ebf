import type { Catalog } from '../../../lambdas/ports/catalog.ts';
import { documentedType, layOut, type DocumentedStage } from '../catalog-site/documented-type.ts';
import { maxSampleLength, maxSamples, type DocumentedEvents } from './catalog-parts.ts';

/** A sample of each of the first detail types, those that are too long for an e-mail left out. */
export async function sampleEvents(
  catalog: Catalog,
  stage: DocumentedStage,
): Promise<DocumentedEvents['samples']> {
  const samples = [];
  for (const { detailType } of catalog.list().slice(0, maxSamples)) {
    const json = await firstSample(catalog, detailType, stage);
    if (json !== undefined && json.length <= maxSampleLength) samples.push({ detailType, json });
  }
  return samples;
}

/** A type that cannot be read has none: the catalogue says why. */
async function firstSample(
  catalog: Catalog,
  detailType: string,
  stage: DocumentedStage,
): Promise<string | undefined> {
  const found = await catalog.find(detailType).catch(() => undefined);
  if (found === undefined) return undefined;
  const [sample] = documentedType(found, '', stage).samples;
  return sample && layOut(sample);
}
