import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { MappingKey, OutboxClaim } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';

// Longer than any run, so that the run of a claim that has ended no longer exists.
const claimMs = 15 * 60_000;

/**
 * Sends the vendor the notifications in the outboxes of mappings, and removes from the outboxes those
 * that were sent; the others stay for a later run. Only one run at a time can send a mapping's.
 * Never rejects.
 */
export async function notifyVendor(
  keys: readonly MappingKey[],
  context: RunContext,
): Promise<void> {
  if (context.dryRun || keys.length === 0) return;
  const claim = claimFrom(context.time.now());
  const claims = await Promise.all(keys.map((key) => claimOutbox(key, claim, context)));
  const mappings = claims.flat();
  const claimed = mappings.flatMap((mapping) =>
    (mapping.outbox ?? []).map((notification) => ({ mapping, notification })),
  );
  if (claimed.length === 0) return;

  const { sendNotifications, report } = context;
  const areSent = await sendNotifications(claimed);
  const sent = new Set(
    claimed.filter((_, index) => areSent[index]).map(({ notification }) => notification),
  );
  report.told += sent.size;
  if (sent.size < claimed.length) report.incomplete = true;
  await Promise.all(mappings.map((mapping) => settleOutbox(mapping, claim, sent, context)));
}

function claimFrom(nowMs: number): OutboxClaim {
  return { from: new Date(nowMs).toISOString(), until: new Date(nowMs + claimMs).toISOString() };
}

/** The mapping with its outbox, if this run may send it. */
async function claimOutbox(
  key: MappingKey,
  claim: OutboxClaim,
  { mappings, log, report }: RunContext,
): Promise<readonly Mapping[]> {
  try {
    const mapping = await mappings.claimOutbox(key, claim);
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
  sent: ReadonlySet<Notification>,
  { mappings, log, report }: RunContext,
): Promise<void> {
  const outbox = mapping.outbox ?? [];
  const indexes = outbox.flatMap((notification, index) => (sent.has(notification) ? [index] : []));
  try {
    await mappings.settleOutbox(mapping, claim, indexes);
  } catch (error) {
    report.incomplete = true;
    log.error('notifications could not be removed from an outbox', {
      sourceArn: mapping.sourceArn,
      error,
    });
  }
}
