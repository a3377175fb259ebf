import { html } from 'htm/preact';
import { momentText } from '../text/durations.ts';
import { localApi } from './local-api.ts';
import { useAttempt } from './use-attempt.ts';
import { useFresh } from './use-fresh.ts';

const daySeconds = 86_400;

/** Shows the time of the local AWS, and lets days pass. */
export function ClockControl() {
  const { value, look } = useFresh(localApi.clock, []);
  const { error, attempt } = useAttempt();
  const advance = (days: number) =>
    attempt(async () => {
      await localApi.advanceClock(days * daySeconds);
      await look();
    });
  return html`<div class="clock" role="group" aria-label="Time of the local AWS">
    <span>${value === undefined ? '' : momentText(value.now)}</span>
    <span>Let time pass:</span>
    ${[1, 7].map(
      (days) =>
        html`<button type="button" class="small" onClick=${() => advance(days)}>
          ${days === 1 ? '1 day' : `${days} days`}
        </button>`,
    )}
    <span class="error" role="status">${error}</span>
  </div>`;
}
