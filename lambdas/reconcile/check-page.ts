import type { Mapping } from '../domain/mapping.ts';
import { checkMapping } from './check-mapping.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';
import type { Sweep } from './sweep-mappings.ts';
import { notifyVendor } from './notify-vendor.ts';

/** What a sweep came by in a page; `late`: time ran out, and what comes after the key `after` is left. */
export type CheckedPage = {
  readonly passed: readonly Mapping[];
  /** Whether some that were wanted could not be checked. */
  readonly hasGaps: boolean;
} & (
  { readonly kind: 'whole' } | { readonly kind: 'late'; readonly after: MappingKey | undefined }
);

/**
 * Checks the mappings of a page that are wanted, and tells the vendor what is to be told of any of
 * the page. Never rejects.
 *
 * @param after the key before the page, if it is not the first
 */
export async function checkPage(
  mappings: readonly Mapping[],
  after: MappingKey | undefined,
  { isWanted, lastMs }: Sweep,
  context: RunContext,
): Promise<CheckedPage> {
  const results = await Promise.all(
    mappings.map(async (mapping) =>
      isWanted(mapping) ? await checkMapping(mapping, lastMs, context) : undefined,
    ),
  );
  const toNotify = mappings.filter(({ outbox = [] }, index) => {
    const result = results[index];
    return outbox.length > 0 || (result?.kind === 'checked' && result.hasNews);
  });
  await notifyVendor(toNotify, context);

  const hasGaps = results.some((result) => result?.kind === 'failed');
  const late = results.findIndex((result) => result?.kind === 'late');
  if (late === -1) return { kind: 'whole', passed: mappings, hasGaps };
  const passed = mappings.slice(0, late);
  return { kind: 'late', passed, hasGaps, after: keyOf(passed.at(-1)) ?? after };
}

function keyOf(mapping: Mapping | undefined): MappingKey | undefined {
  return mapping && { generator: mapping.generator, sourceArn: mapping.sourceArn };
}
