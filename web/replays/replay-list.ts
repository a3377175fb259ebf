import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { ReplayPageView, ReplayView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { ReplayCard } from './replay-card.ts';

/** The replays of a source, the newest first. */
export function ReplayList({
  source,
  page: { replays, nextCursor },
  onChanged,
}: {
  readonly source: Source;
  readonly page: ReplayPageView;
  readonly onChanged: () => void;
}) {
  if (replays.length === 0) return html`<p class="empty">No replays yet.</p>`;
  return html`${replays.map(
      (replay) =>
        html`<${ReplayCard}
          key=${replay.id}
          replay=${replay}
          source=${source}
          onChanged=${onChanged}
        />`,
    )} <${OlderReplays} key=${nextCursor} source=${source} cursor=${nextCursor} />`;
}

/** The replays before, page by page. They are over, so that nothing reloads them. */
function OlderReplays({
  source,
  cursor,
}: {
  readonly source: Source;
  readonly cursor: string | null;
}) {
  const { api } = useConsole();
  const [older, setOlder] = useState<readonly ReplayView[]>([]);
  const [next, setNext] = useState(cursor);
  const more = useCall((from: string) => api.listReplays(source, from), 'search');
  const loadMore = async () => {
    const page = next === null ? undefined : await more.run(next);
    if (page === undefined) return;
    setOlder([...older, ...page.replays]);
    setNext(page.nextCursor);
  };
  return html`${older.map(
    (replay) =>
      html`<${ReplayCard}
        key=${replay.id}
        replay=${replay}
        source=${source}
        onChanged=${() => undefined}
      />`,
  )}
  ${more.failure && html`<${FailureBox} failure=${more.failure} />`}
  ${
    next !== null &&
    html`<p class="more">
      <button type="button" onClick=${() => void loadMore()} aria-busy=${String(more.isBusy)}>
        ${more.isBusy ? 'Loading…' : 'Load more'}
      </button>
    </p>`
  }`;
}
