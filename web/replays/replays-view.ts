import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { ReplayView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { SectionHeading } from '../parts/headings.ts';
import { whenLoaded } from '../parts/loading.ts';
import { ReplayCard } from './replay-card.ts';
import { ReplayForm } from './replay-form.ts';
import { ReplayList } from './replay-list.ts';
import { useReplay } from './use-replay.ts';

/** Sends a range of a source's events again: the form, and the replays so far. */
export function ReplaysView({
  source,
  replay,
}: {
  readonly source: Source;
  /** The id of the one that a link leads to; empty for none. */
  readonly replay: string;
}) {
  const [started, setStarted] = useState(0);
  return html`${replay !== '' && html`<${LinkedReplay} key=${replay} id=${replay} source=${source} />`}
    <section class="card">
      <${SectionHeading} text="Send events again" />
      <${ReplayForm} source=${source} onStarted=${() => setStarted(started + 1)} />
    </section>
    <section>
      <${SectionHeading} text="Replays" />
      <${ReplayList} source=${source} started=${started} />
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
