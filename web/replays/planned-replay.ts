import { html } from 'htm/preact';
import type { ReplayPlanView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { sourceObstacle } from '../deliveries/resend-obstacle.ts';
import { useCall } from '../hooks/use-call.ts';
import { useIdempotencyKey } from '../hooks/use-idempotency-key.ts';
import { ActionButton } from '../parts/action-button.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { planTexts } from '../text/replay-texts.ts';
import { replayRequestOf, type ReplayDraft } from './replay-draft.ts';

/** What a replay would do, and its start. */
export function PlannedReplay({
  source,
  draft,
  plan,
  onStarted,
}: {
  readonly source: Source;
  readonly draft: ReplayDraft;
  readonly plan: ReplayPlanView;
  readonly onStarted: () => void;
}) {
  const { api, notify } = useConsole();
  const keyed = useIdempotencyKey();
  const request = replayRequestOf(source, draft);
  const start = useCall(() => keyed(request, (key) => api.startReplay(request, key)));
  const isEmpty = plan.events === 0 && plan.isComplete;
  const onStart = async () => {
    if ((await start.run()) === undefined) return;
    notify('success', 'The replay is queued. Its progress is shown below.');
    onStarted();
  };
  return html`<div class="flash">
    <div role="status">${planTexts(plan).map((text) => html`<p>${text}</p>`)}</div>
    ${start.failure && html`<${FailureBox} failure=${start.failure} />`}
    <div>
      <${ActionButton}
        name="Start replay"
        kind="primary"
        obstacle=${isEmpty ? 'There is nothing to send.' : sourceObstacle(source)}
        isBusy=${start.isBusy}
        onClick=${() => void onStart()}
      />
    </div>
  </div>`;
}
