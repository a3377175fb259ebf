import { html } from 'htm/preact';
import { momentText } from '../page-parts/moment-text.ts';
import { usePolled } from '../page-parts/use-polled.ts';
import { useTask } from '../page-parts/use-task.ts';

const daySeconds = 86_400;

/** A clock that can be moved. Its calls reject with a readable message. */
export interface MovableClock {
  /** Its time (RFC 3339). */
  readonly read: () => Promise<string>;
  readonly advance: (seconds: number) => Promise<unknown>;
}

/** Shows a clock and advances it. */
export function ClockControl({
  clock,
  label,
}: {
  readonly clock: MovableClock;
  readonly label: string;
}) {
  const { value, refresh } = usePolled(clock.read, [clock]);
  const { error, run } = useTask();
  const advance = (days: number) =>
    run(async () => {
      await clock.advance(days * daySeconds);
      await refresh();
    });
  return html`<div class="clock" role="group" aria-label=${label}>
    <span>${value === undefined ? '' : momentText(value)}</span>
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
