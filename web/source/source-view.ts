import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { DeliveriesView } from '../deliveries/deliveries-view.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { whenLoaded } from '../parts/loading.ts';
import { SourceHeading } from '../parts/source-title.ts';
import { Status } from '../parts/status-badge.ts';
import { ReplaysView } from '../replays/replays-view.ts';
import type { SourceRoute } from '../route.ts';
import { statusOf } from '../text/source-texts.ts';
import { MissedBanner } from './missed-banner.ts';
import { NextSteps } from './next-steps.ts';
import { SourceActions } from './source-actions.ts';
import { SourceFacts } from './source-facts.ts';
import { SourceTabs } from './source-tabs.ts';
import { TestEventPanel } from './test-event-panel.ts';
import { isAwaited, type SentTestEvent } from './test-event-texts.ts';

/** One source: its actions, and in tabs its details, what became of its events, and its replays. */
export function SourceView({ route }: { readonly route: SourceRoute }) {
  const { api } = useConsole();
  const { region, name } = route.source;
  const load = useLoad((signal) => api.getSource({ region, name }, signal), [api, region, name]);
  const [sent, setSent] = useState<SentTestEvent>();
  useSourcePolling(load, sent);
  return html`<p class="back"><a href="#/sources">Partner event sources</a></p>
    <${SourceHeading}
      of=${route.source}
      source=${load.state.kind === 'ok' ? load.state.value : undefined}
    >
      <button type="button" onClick=${load.reload} aria-busy=${String(load.isBusy)}>Refresh</button>
      ${
        load.state.kind === 'ok' &&
        html`<${SourceActions}
          source=${load.state.value}
          onChanged=${load.replace}
          onTestEvent=${setSent}
        />`
      }
    <//>
    ${whenLoaded(
      load,
      'the source',
      (source) =>
        html`<${TestEventPanel} sent=${sent} source=${source} />
          <${MissedBanner} source=${source} onChanged=${load.reload} />
          <${SourceTabs} route=${route} />
          ${route.view !== 'source' && html`<p class="source-state"><${Status} source=${source} /></p>`}
          ${tabOf(route, source)}`,
    )}`;
}

function tabOf(route: SourceRoute, source: Source) {
  switch (route.view) {
    case 'source':
      return html`<${SourceFacts} source=${source} /><${NextSteps} source=${source} />`;
    case 'deliveries':
      return html`<${DeliveriesView} route=${route} source=${source} />`;
    case 'replays':
      return html`<${ReplaysView} source=${source} replay=${route.replay} />`;
  }
}

/** Reloads a source while it may change without the user. */
function useSourcePolling(load: Load<Source>, sent: SentTestEvent | undefined): void {
  const { pendingMs, otherMs } = useConsole().polling;
  const source = load.state.kind === 'ok' ? load.state.value : undefined;
  const isChanging =
    source !== undefined &&
    (statusOf(source) === 'pending' || (sent !== undefined && isAwaited(sent, source, Date.now())));
  usePoll(load.refresh, isChanging ? pendingMs : otherMs);
}
