import type { Mapping } from '../domain/mapping.ts';
import type { Notice } from '../domain/notice.ts';
import type { MappingKey, NoticeClaim } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';

// Longer than any run lives: whoever made a claim that has ended is no more.
const claimMs = 15 * 60_000;

/**
 * Tells the vendor of the notices that stand with mappings, and takes them off where that was done.
 * Only one run at a time can tell a mapping's; what could not be told stays for a later one. Never
 * rejects.
 */
export async function tellNotices(keys: readonly MappingKey[], context: RunContext): Promise<void> {
  if (context.dryRun || keys.length === 0) return;
  const claim = claimFrom(context.time.now());
  const claims = await Promise.all(keys.map((key) => claimNotices(key, claim, context)));
  const mappings = claims.flat();
  const open = mappings.flatMap((mapping) =>
    (mapping.notices ?? []).map((notice) => ({ mapping, notice })),
  );
  if (open.length === 0) return;

  const { tellVendor, report } = context;
  const answers = await tellVendor(open);
  const told = new Set(open.filter((_, index) => answers[index]).map(({ notice }) => notice));
  report.told += told.size;
  if (told.size < open.length) report.incomplete = true;
  await Promise.all(mappings.map((mapping) => settleNotices(mapping, claim, told, context)));
}

function claimFrom(nowMs: number): NoticeClaim {
  return { from: new Date(nowMs).toISOString(), until: new Date(nowMs + claimMs).toISOString() };
}

/** The mapping with its notices, if this run may tell them. */
async function claimNotices(
  key: MappingKey,
  claim: NoticeClaim,
  { table, log, report }: RunContext,
): Promise<readonly Mapping[]> {
  try {
    const mapping = await table.claimNotices(key, claim);
    return mapping === undefined ? [] : [mapping];
  } catch (error) {
    report.incomplete = true;
    log.error('notices could not be claimed', { sourceArn: key.sourceArn, error });
    return [];
  }
}

async function settleNotices(
  mapping: Mapping,
  claim: NoticeClaim,
  told: ReadonlySet<Notice>,
  { table, log, report }: RunContext,
): Promise<void> {
  const notices = mapping.notices ?? [];
  const indexes = notices.flatMap((notice, index) => (told.has(notice) ? [index] : []));
  try {
    await table.settleNotices(mapping, claim, indexes);
  } catch (error) {
    report.incomplete = true;
    log.error('notices could not be taken off', { sourceArn: mapping.sourceArn, error });
  }
}
