import { html } from 'htm/preact';
import type { ReplayView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SectionHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { isHistoryOff } from '../text/failures.ts';
import { ReplayCard } from './replay-card.ts';
import { ReplayForm } from './replay-form.ts';
import { ReplayList } from './replay-list.ts';
import { useReplay } from './use-replay.ts';
import { useReplays } from './use-replays.ts';

/** Sends a range of a source's events again: the form, and the replays so far. */
export function ReplaysView({
  source,
  replay,
}: {
  readonly source: Source;
  /** The id of the one that a link leads to; empty for none. */
  readonly replay: string;
}) {
  const load = useReplays(source);
  if (load.state.kind === 'failed' && isHistoryOff(load.state.failure)) {
    return html`<${FailureBox} failure=${load.state.failure} />`;
  }
  return html`${
      replay !== '' && html`<${LinkedReplay} key=${replay} id=${replay} source=${source} />`
    }
    <section class="card">
      <${SectionHeading} text="Send events again" />
      <${ReplayForm} source=${source} onStarted=${load.reload} />
    </section>
    <section>
      <${SectionHeading} text="Replays" />
      ${whenLoaded(
        load,
        'replays',
        (page) => html`<${ReplayList} source=${source} page=${page} onChanged=${load.reload} />`,
      )}
    </section>`;
}

function LinkedReplay({ id, source }: { readonly id: string; readonly source: Source }) {
  const load = useReplay(id);
  return html`<section>
    <${SectionHeading} text="Replay" />
    ${whenLoaded(
      load,
      'the replay',
      (replay: ReplayView) =>
        html`<${ReplayCard} replay=${replay} source=${source} onChanged=${load.replace} />`,
    )}
  </section>`;
}
