import { html } from 'htm/preact';
import type { SourceKey } from '../api/source-path.ts';
import { useConsole } from '../console-services.ts';
import { useLoad } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { whenLoaded } from '../parts/loading.ts';
import { isHistoryOff } from '../text/failures.ts';
import { spanOf, type DeliveryFilter } from './delivery-filter.ts';
import { HoursChart } from './hours-chart.ts';
import { HoursTable } from './hours-table.ts';

/** What became of all deliveries in a range, by hour: for one range, another needs another component. */
export function HoursSection({
  source,
  filter,
}: {
  readonly source: SourceKey;
  readonly filter: DeliveryFilter;
}) {
  const { api, polling } = useConsole();
  const load = useLoad(
    (signal) => {
      const { fromMs, toMs } = spanOf(filter, Date.now());
      return api.getStats(source, timeText(fromMs), timeText(toMs), signal);
    },
    [api],
  );
  // Incomplete: the next request counts more hours.
  const isComplete = load.state.kind === 'ok' && load.state.value.isComplete;
  usePoll(load.refresh, isComplete ? 4 * polling.historyMs : polling.pendingMs);
  // The list below tells why there is no history.
  if (load.state.kind === 'failed' && isHistoryOff(load.state.failure)) return null;
  return whenLoaded(
    load,
    'the chart',
    (stats) =>
      html`<div class="card">
        <${HoursChart} hours=${stats.hours} span=${spanOf(filter, Date.now())} />
        ${!stats.isComplete && html`<p class="note" role="status">Older hours are still counted…</p>`}
        <${HoursTable} hours=${stats.hours} />
      </div>`,
  );
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
