import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import type { SourceKey } from '../api/source-path.ts';
import { useConsole } from '../console-services.ts';
import { useLoad, type Load } from '../hooks/use-load.ts';
import { usePoll } from '../hooks/use-poll.ts';
import { ViewHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { statusOf } from '../text/source-texts.ts';
import { NextSteps } from './next-steps.ts';
import { SourceActions } from './source-actions.ts';
import { SourceFacts } from './source-facts.ts';
import { TestEventPanel } from './test-event-panel.ts';
import { isAwaited, type SentTestEvent } from './test-event-texts.ts';

/** One source: its details, its actions, and the next steps of its customer. */
export function SourceView({ sourceKey }: { readonly sourceKey: SourceKey }) {
  const { api } = useConsole();
  const { region, name } = sourceKey;
  const load = useLoad((signal) => api.getSource({ region, name }, signal), [api, region, name]);
  const [sent, setSent] = useState<SentTestEvent>();
  useSourcePolling(load, sent);
  return html`<p class="back"><a href="#/sources">Partner event sources</a></p>
    <${ViewHeading} text=${name}>
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
          <${SourceFacts} source=${source} />
          <${NextSteps} source=${source} />`,
    )}`;
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
