import { countKinds, type CountKind } from '../../lambdas/domain/history/terms.ts';
import { findSource } from '../../lambdas/registration/find-source.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readNumber } from '../dead-letters/selection.ts';
import { countOf } from '../plain-text.ts';
import { progressOn, type Progress } from '../progress.ts';
import { readTime } from '../read-time.ts';
import { openOwner, ownerOptions, sourceHelp } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { deliveryTable } from './delivery-lines.ts';
import { deliveriesOf, type DeliveryFilter, type SourceDeliveries } from './list-of-source.ts';
import { deliveriesOfTenant } from './list-of-tenant.ts';

const defaultLimit = 100;
const maxLimit = 10_000;

const help = `Usage: fanout deliveries list (--source NAME | --tenant NAME) [options]

Lists what became of deliveries, from the history, the newest first: of one source, or of every source of
a tenant. The history has an outcome one to three minutes later. Ctrl-C ends the search, and lists
what was found until then.

Options:
${sourceHelp}
  --tenant NAME       all sources of the tenant, the retired ones too
  --event ID          only this event: the vendor's id, or EventBridge's
  --outcome OUTCOME   ${countKinds.join(', ')}
  --detail-type NAME  only events of this detail type
  --since TIME        so long ago, such as 30min, 2h or 7d, or a time as in RFC 3339
  --until TIME        only before this time
  --limit N           at most N deliveries (default: ${defaultLimit}, maximum: ${maxLimit})
${commonHelp}

${exitCodeHelp}`;

/** `fanout deliveries list`. */
export const listDeliveriesCommand: Command = {
  name: 'deliveries list',
  summary: 'list what became of deliveries',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...ownerOptions,
      event: { type: 'string' },
      outcome: { type: 'string' },
      'detail-type': { type: 'string' },
      since: { type: 'string' },
      until: { type: 'string' },
      limit: { type: 'string' },
    });
    noArguments(positionals);
    const filter = readFilter(values);
    const opened = await openOwner(values, terminal);
    const signal = terminal.stopSignal();
    const progress = progressOn(terminal.errorOutput);
    const { deliveries, hasMore } = await search(filter, opened, { signal, progress });
    progress.finish();
    const wasStopped = signal.aborted;
    if (values.json) printJson(terminal, { deliveries, hasMore, wasStopped });
    else {
      const noun = deliveries.length === 1 ? 'delivery' : 'deliveries';
      const count = `${deliveries.length.toLocaleString('en-US')} ${noun} (${opened.connection.title})`;
      printLines(terminal, [
        deliveryTable(deliveries, opened.named === undefined),
        hasMore ? `${count}, and more may exist` : count,
      ]);
    }
    return wasStopped ? 1 : 0;
  },
};

async function search(
  filter: DeliveryFilter,
  { named, context }: Awaited<ReturnType<typeof openOwner>>,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<SourceDeliveries> {
  if (named === undefined) {
    return await deliveriesOfTenant(filter, { context, signal }, ({ searched, sources }) =>
      progress.show(`${searched} of ${countOf(sources, 'source')} searched`),
    );
  }
  const found = await findSource(named, context);
  if (found.kind === 'problem') throw refusal(found);
  return await deliveriesOf(found.mapping, filter, {
    context,
    signal,
    onPage(searchedToMs) {
      if (searchedToMs === undefined) return;
      progress.show(`searched back to ${new Date(searchedToMs).toISOString()}`);
    },
  });
}

function readFilter({
  event,
  outcome,
  'detail-type': type,
  ...values
}: { readonly [name in FilterOption]?: string | undefined }): DeliveryFilter {
  const sinceMs = readTime('since', values.since);
  const untilMs = readTime('until', values.until);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs) {
    throw new InputError('--until must be after --since');
  }
  const kind = readOutcome(outcome);
  return {
    limit: readNumber('limit', values.limit, maxLimit) ?? defaultLimit,
    ...(event !== undefined && { event }),
    ...(kind !== undefined && { outcome: kind }),
    ...(type !== undefined && { type }),
    ...(sinceMs !== undefined && { sinceMs }),
    ...(untilMs !== undefined && { untilMs }),
  };
}

type FilterOption = 'event' | 'outcome' | 'detail-type' | 'since' | 'until' | 'limit';

function readOutcome(text: string | undefined): CountKind | undefined {
  if (text === undefined) return undefined;
  const kind = countKinds.find((one) => one === text);
  if (kind !== undefined) return kind;
  throw new InputError(`--outcome must be one of ${countKinds.join(', ')}, not "${text}"`);
}
