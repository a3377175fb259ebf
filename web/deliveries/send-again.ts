import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { EventDeliveryView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { useIdempotencyKey } from '../hooks/use-idempotency-key.ts';
import { ActionButton } from '../parts/action-button.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { useReplay } from '../replays/use-replay.ts';
import { isOver, resendText } from '../text/replay-texts.ts';
import { resendObstacle } from './resend-obstacle.ts';

/** Sends one event again, and tells how it goes. */
export function SendAgain({
  source,
  delivery,
  onSent,
}: {
  readonly source: Source;
  readonly delivery: EventDeliveryView;
  /** The event was sent: there is more to show of it. */
  readonly onSent: () => void;
}) {
  const { api } = useConsole();
  const keyed = useIdempotencyKey();
  const [replay, setReplay] = useState('');
  const { event } = delivery;
  const resend = useCall(() => keyed(event, (key) => api.resend(source, event, key)));
  const onClick = async () => {
    const started = await resend.run();
    if (started !== undefined) setReplay(started.id);
  };
  return html`<div class="send-again">
    <${ActionButton}
      name="Send again"
      kind="primary"
      obstacle=${resendObstacle(source, delivery.body)}
      isBusy=${resend.isBusy}
      onClick=${() => void onClick()}
    />
    <div role="status">
      ${replay !== '' && html`<${ResendProgress} key=${replay} replay=${replay} onOver=${onSent} />`}
    </div>
    ${resend.failure && html`<${FailureBox} failure=${resend.failure} />`}
  </div>`;
}

function ResendProgress({
  replay,
  onOver,
}: {
  readonly replay: string;
  readonly onOver: () => void;
}) {
  const { state } = useReplay(replay);
  const isDone = state.kind === 'ok' && isOver(state.value);
  useEffect(() => {
    if (isDone) onOver();
  }, [isDone]);
  if (state.kind === 'failed') return html`<${FailureBox} failure=${state.failure} />`;
  return state.kind === 'ok' ? resendText(state.value) : 'Queued. The event is sent shortly.';
}
