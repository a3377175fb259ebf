import { html } from 'htm/preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { MissedView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { sourceObstacle } from '../deliveries/resend-obstacle.ts';
import { useCall } from '../hooks/use-call.ts';
import { useLoad } from '../hooks/use-load.ts';
import { passFocusOn } from '../hooks/use-view-focus.ts';
import { usePoll } from '../../emulator/page-parts/use-poll.ts';
import { ActionButton } from '../parts/action-button.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { TimedText } from '../parts/moment.ts';
import { hashOf } from '../route.ts';
import { LeaveDialog } from './leave-dialog.ts';
import { isAnythingMissed, missedText } from './missed-texts.ts';

/** The properties of the banner. */
interface MissedBannerProps {
  readonly source: Source;
  readonly onChanged: () => void;
}

/** Tells what a source missed while nobody listened, and asks what becomes of it. */
export function MissedBanner({ source, onChanged }: MissedBannerProps) {
  if (source.missedSince === null) return null;
  return html`<${Missed} key=${source.missedSince} source=${source} onChanged=${onChanged} />`;
}

function Missed({ source, onChanged }: MissedBannerProps) {
  const { api, polling } = useConsole();
  const { region, name } = source;
  const load = useLoad((signal) => api.getMissed({ region, name }, signal), [api, region, name]);
  const missed = load.state.kind === 'ok' ? load.state.value : undefined;
  const isChanging = missed !== undefined && (!missed.isComplete || missed.replay !== null);
  usePoll(load.refresh, isChanging ? polling.pendingMs : polling.historyMs);
  // Without an answer there is nothing to decide; the next one is awaited.
  if (missed === undefined || !isAnythingMissed(missed)) return null;
  const onDecided = () => {
    load.reload();
    onChanged();
  };
  return html`<section class="flash warning" aria-label="Missed events">
    <p>
      <${TimedText} text=${missedText(missed, source)} spans=${[[missed.from, missed.to]]} />
      ${nextText(source, missed)}
    </p>
    ${
      missed.replay === null
        ? html`<${MissedActions} source=${source} missed=${missed} onChanged=${onDecided} />`
        : html`<a
            href=${hashOf({ view: 'replays', source: { region, name }, replay: missed.replay })}
            >Events of this source are being sent again: view the progress</a
          >`
    }
  </section>`;
}

function nextText(source: Source, { replay }: MissedView): string {
  return source.sendsMissedOnceActive && replay === null
    ? 'They are sent by themselves once the source is active.'
    : '';
}

function MissedActions({
  source,
  missed,
  onChanged,
}: MissedBannerProps & { readonly missed: MissedView }) {
  const { api, notify } = useConsole();
  const [isLeaving, setIsLeaving] = useState(false);
  const send = useCall(() => api.sendMissed(source));
  useLayoutEffect(() => () => passFocusOn(), []);
  const onSend = async () => {
    if ((await send.run()) === undefined) return;
    notify('success', 'The missed events are queued.');
    onChanged();
  };
  return html`<div class="actions">
      <${ActionButton}
        name="Send them again"
        kind="primary"
        obstacle=${sourceObstacle(source)}
        isBusy=${send.isBusy}
        onClick=${() => void onSend()}
      />
      <button type="button" class="danger outlined" onClick=${() => setIsLeaving(true)}>
        Leave them
      </button>
    </div>
    ${send.failure && html`<${FailureBox} failure=${send.failure} />`}
    ${
      isLeaving &&
      html`<${LeaveDialog}
        source=${source}
        missed=${missed}
        onClose=${() => setIsLeaving(false)}
        onLeft=${onChanged}
      />`
    }`;
}
