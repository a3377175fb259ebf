import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
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

import { hasReceived, slowedMs } from './guide-steps.ts';
import { MissedBanner } from './missed-banner.ts';
import { Overview } from './overview.ts';
import { SourceActions } from './source-actions.ts';
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
  return html`<${SourceHeading}
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
          ${tabOf(route, source, { onChanged: load.replace, onTestEvent: setSent })}`,
    )}`;
}

/** What the overview reports. */
interface OverviewHandlers {
  readonly onChanged: (source: Source) => void;
  readonly onTestEvent: (sent: SentTestEvent) => void;
}

function tabOf(route: SourceRoute, source: Source, handlers: OverviewHandlers) {
  switch (route.view) {
    case 'source':
      return html`<${Overview} source=${source} ...${handlers} />`;
    case 'deliveries':
      return html`<${DeliveriesView} route=${route} source=${source} />`;
    case 'replays':
      return html`<${ReplaysView} source=${source} replay=${route.replay} />`;
  }
}

/**
 * Reloads a source while it may change without the user: less often when nothing has for a while. Once it
 * is accepted, nothing asks for that any more.
 */
function useSourcePolling(load: Load<Source>, sent: SentTestEvent | undefined): void {
  const { polling, onAccepted } = useConsole();
  const [unchangedPolls, setUnchangedPolls] = useState(0);
  const source = load.state.kind === 'ok' ? load.state.value : undefined;
  const known = `${source?.state} ${source?.createdAt} ${source?.lastAcceptedEvent?.id} ${sent?.event.id}`;
  useEffect(() => setUnchangedPolls(0), [known]);
  const isAccepted = source !== undefined && statusOf(source) === 'active';
  useEffect(() => {
    if (isAccepted) onAccepted();
  }, [isAccepted]);
  const isChanging = source !== undefined && mayChange(source, sent);
  const poll = async () => {
    await load.refresh();
    setUnchangedPolls((polls) => polls + 1);
  };
  usePoll(poll, isChanging ? slowedMs(polling.pendingMs, unchangedPolls) : polling.otherMs);
}

/** Whether the source has yet to be accepted or to get its first event, or a test event has. */
function mayChange(source: Source, sent: SentTestEvent | undefined): boolean {
  const status = statusOf(source);
  const isOnItsWay = status === 'pending' || (status === 'active' && !hasReceived(source));
  return isOnItsWay || (sent !== undefined && isAwaited(sent, source, Date.now()));
}
