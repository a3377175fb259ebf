import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { MappingKey, OutboxClaim } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';

// Longer than any run lives: whoever made a claim that has ended is no more.
const claimMs = 15 * 60_000;

/**
 * Notifies the vendor of what is in the outboxes of mappings, and takes off what was sent.
 * Only one run at a time can tell a mapping's; what could not be told stays for a later one. Never
 * rejects.
 */
export async function notifyVendor(
  keys: readonly MappingKey[],
  context: RunContext,
): Promise<void> {
  if (context.dryRun || keys.length === 0) return;
  const claim = claimFrom(context.time.now());
  const claims = await Promise.all(keys.map((key) => claimOutbox(key, claim, context)));
  const mappings = claims.flat();
  const open = mappings.flatMap((mapping) =>
    (mapping.outbox ?? []).map((notification) => ({ mapping, notification })),
  );
  if (open.length === 0) return;

  const { sendNotifications, report } = context;
  const answers = await sendNotifications(open);
  const told = new Set(
    open.filter((_, index) => answers[index]).map(({ notification }) => notification),
  );
  report.told += told.size;
  if (told.size < open.length) report.incomplete = true;
  await Promise.all(mappings.map((mapping) => settleOutbox(mapping, claim, told, context)));
}

function claimFrom(nowMs: number): OutboxClaim {
  return { from: new Date(nowMs).toISOString(), until: new Date(nowMs + claimMs).toISOString() };
}

/** The mapping with its outbox, if this run may send it. */
async function claimOutbox(
  key: MappingKey,
  claim: OutboxClaim,
  { table, log, report }: RunContext,
): Promise<readonly Mapping[]> {
  try {
    const mapping = await table.claimOutbox(key, claim);
    return mapping === undefined ? [] : [mapping];
  } catch (error) {
    report.incomplete = true;
    log.error('an outbox could not be claimed', { sourceArn: key.sourceArn, error });
    return [];
  }
}

async function settleOutbox(
  mapping: Mapping,
  claim: OutboxClaim,
  told: ReadonlySet<Notification>,
  { table, log, report }: RunContext,
): Promise<void> {
  const outbox = mapping.outbox ?? [];
  const indexes = outbox.flatMap((notification, index) => (told.has(notification) ? [index] : []));
  try {
    await table.settleOutbox(mapping, claim, indexes);
  } catch (error) {
    report.incomplete = true;
    log.error('notifications could not be taken off the outbox', {
      sourceArn: mapping.sourceArn,
      error,
    });
  }
}
