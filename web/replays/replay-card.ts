import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { ReplayView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { everything } from '../deliveries/delivery-filter.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { TimedText } from '../parts/moment.ts';
import { hashOf } from '../route.ts';
import { spanText } from '../text/moments.ts';
import {
  doneOf,
  historyText,
  isOver,
  progressText,
  replayOutcomeNames,
  stateText,
} from '../text/replay-texts.ts';

/** The properties of a replay's card. */
interface ReplayCardProps {
  readonly replay: ReplayView;
  readonly source: Source;
  readonly onChanged: (replay: ReplayView) => void;
}

/** A replay: what it sends, how far it has come, and who started it. */
export function ReplayCard(props: ReplayCardProps) {
  const { replay } = props;
  const label = `Replay ${replay.id}`;
  return html`<article class="card" aria-label=${label}>
    <p><strong>${stateText(replay)}.</strong> ${progressText(replay)}</p>
    ${!isOver(replay) && html`<${Progress} replay=${replay} label="Progress of ${label}" />`}
    <p>${whatOf(props)}</p>
    <p class="note">
      <${TimedText}
        text=${historyText(replay)}
        moments=${[replay.createdAt, replay.endedAt, replay.endsAbout]}
      />
    </p>
    ${!isOver(replay) && html`<${CancelButton} ...${props} />`}
  </article>`;
}

function Progress({ replay, label }: { readonly replay: ReplayView; readonly label: string }) {
  const max = Math.max(1, replay.planned, doneOf(replay));
  return html`<progress aria-label=${label} max=${max} value=${doneOf(replay)}></progress>`;
}

function whatOf({ replay, source }: ReplayCardProps) {
  const { kind, events, outcomes, detailTypes, maxPerSecond, from, to } = replay;
  const single = events?.length === 1 ? events[0] : undefined;
  if (kind === 'resend' && single !== undefined) {
    const { region, name } = source;
    const key = { region, name };
    const route = { view: 'deliveries', source: key, filter: everything, open: single } as const;
    return html`Event <a class="name" href=${hashOf(route)}>${single}</a>`;
  }
  const types = detailTypes === null ? 'all detail types' : detailTypes.join(', ');
  const rate = maxPerSecond === null ? '' : `, at most ${maxPerSecond} a second`;
  const kinds = outcomes.map((outcome) => replayOutcomeNames[outcome].split(':')[0]?.toLowerCase());
  const text = `Events ${spanText(from, to)}: ${kinds.join(', ')}; ${types}${rate}.`;
  return html`<${TimedText} text=${text} spans=${[[from, to]]} />`;
}

function CancelButton({ replay, onChanged }: ReplayCardProps) {
  const { api } = useConsole();
  const [isCancelling, setIsCancelling] = useState(false);
  const cancel = useCall(() => api.cancelReplay(replay.id));
  const onCancel = async () => {
    const cancelled = await cancel.run();
    if (cancelled === undefined) return;
    setIsCancelling(true);
    onChanged(cancelled);
  };
  return html`${cancel.failure && html`<${FailureBox} failure=${cancel.failure} />`}
  ${
    isCancelling
      ? html`<p role="status">Cancelling: it ends after the events that it is sending.</p>`
      : html`<button type="button" onClick=${onCancel} aria-busy=${String(cancel.isBusy)}>
          Cancel<span class="visually-hidden"> replay ${replay.id}</span>
        </button>`
  }`;
}
