import { html } from 'htm/preact';
import { momentText } from '../text/durations.ts';
import { localApi } from './local-api.ts';
import { useTask } from './use-task.ts';
import { usePolled } from './use-polled.ts';

const daySeconds = 86_400;

/** Shows the clock of the local AWS and advances it. */
export function ClockControl() {
  const { value, refresh } = usePolled(localApi.clock, []);
  const { error, run } = useTask();
  const advance = (days: number) =>
    run(async () => {
      await localApi.advanceClock(days * daySeconds);
      await refresh();
    });
  return html`<div class="clock" role="group" aria-label="Clock of the local AWS">
    <span>${value === undefined ? '' : momentText(value.now)}</span>
    <span>Advance the clock:</span>
    ${[1, 7].map(
      (days) =>
        html`<button type="button" class="small" onClick=${() => advance(days)}>
          ${days === 1 ? '1 day' : `${days} days`}
        </button>`,
    )}
    <span class="error" role="status">${error}</span>
  </div>`;
}
