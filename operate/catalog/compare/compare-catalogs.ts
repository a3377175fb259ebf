import type { DescribedDetailType } from '../../../lambdas/ports/catalog.ts';
import type { Change } from './change.ts';
import { compareSchemas } from './compare-schemas.ts';

/** What of a detail type customers depend on. */
export type ComparedType = Pick<DescribedDetailType, 'detailType' | 'schema' | 'keptInStub'>;

/** What has changed between two versions of a catalogue, by detail type. */
export function compareCatalogs(
  before: readonly ComparedType[],
  after: readonly ComparedType[],
): readonly Change[] {
  const was = new Map(before.map((type) => [type.detailType, type]));
  const is = new Map(after.map((type) => [type.detailType, type]));
  const names = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  return names.flatMap((detailType) => {
    const one = was.get(detailType);
    const other = is.get(detailType);
    const found = { detailType, path: '' };
    if (one === undefined) {
      return [{ ...found, severity: 'compatible', what: 'is new', why: 'nobody consumes it yet' }];
    }
    if (other === undefined) {
      const why = 'rules that match it get nothing more';
      return [{ ...found, severity: 'breaking', what: 'the detail type is gone', why }];
    }
    return [
      ...compareSchemas(one.schema, other.schema).map((change) => ({ ...change, detailType })),
      ...stubChanges(one, other),
    ];
  });
}

function stubChanges(before: ComparedType, after: ComparedType): readonly Change[] {
  return before.keptInStub
    .filter((name) => !after.keptInStub.includes(name))
    .map((name) => ({
      severity: 'breaking',
      detailType: before.detailType,
      path: `/${name}`,
      what: 'is no longer kept in stubs',
      why: 'rules on it no longer match large events',
    }));
}
