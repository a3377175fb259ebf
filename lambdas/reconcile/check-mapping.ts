import { isLive, type Mapping } from '../domain/mapping.ts';
import { decideMapping } from '../domain/reconciliation.ts';
import { applyAction } from '../mappings/apply-action.ts';
import { sendMissedOnceActive } from '../mappings/send-missed-once-active.ts';
import type { RunContext } from './run-context.ts';

/** The result of checking a mapping; `hasNews`: its outbox has a new notification. */
export type CheckResult =
  | { readonly kind: 'checked'; readonly hasNews: boolean }
  | { readonly kind: 'failed' }
  | { readonly kind: 'late' };

/** Asks AWS about a mapping's source and brings the mapping up to date. Never rejects. */
export async function checkMapping(
  mapping: Mapping,
  lastMs: number,
  context: RunContext,
): Promise<CheckResult> {
  const { report, time, settings, callsTo, dryRun } = context;
  const { region, sourceName } = mapping;
  const seen = await callsTo(region).observe(sourceName, lastMs);
  if (seen.kind !== 'answered') return seen;
  report.checked += 1;
  const circumstances = { nowMs: time.now(), policy: settings.policy };
  const { finding, action } = decideMapping(mapping, seen.value, circumstances);
  if (finding !== undefined) report.found[finding] += 1;
  const written = dryRun ? 'left' : await applyAction(mapping, action, context);
  if (written === 'failed') {
    report.incomplete = true;
    return { kind: 'failed' };
  }
  await sendMissed(mapping, context);
  if (written === 'left' || action.kind === 'keep') return { kind: 'checked', hasNews: false };
  if (finding !== undefined) report.repaired[finding] += 1;
  return { kind: 'checked', hasNews: action.kind === 'retire' || action.outbox.length > 0 };
}

/** Sends what a source missed if it is ACTIVE now; if that is not possible, the next run does it. */
async function sendMissed(mapping: Mapping, context: RunContext): Promise<void> {
  if (context.dryRun || mapping.sendsMissedOnceActive !== true) return;
  const find = async () => (await context.mappings.find([mapping])).mappings.find(isLive);
  const { settleSeconds } = context.settings.policy;
  const services = { ...context, find, settleSeconds };
  const result = await sendMissedOnceActive(services, context.time.now());
  if (result === 'later') context.report.incomplete = true;
}
