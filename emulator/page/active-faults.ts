import { html } from 'htm/preact';
import { emulatorApi } from './emulator-api.ts';
import { faultTexts } from './fault-texts.ts';
import { usePolled } from '../page-parts/use-polled.ts';
import { useTask } from '../page-parts/use-task.ts';

/** The faults that are on, and a button that ends them. */
export function ActiveFaults() {
  const { value, error, refresh } = usePolled(emulatorApi.faults, []);
  const clearing = useTask();
  const onClear = () =>
    clearing.run(async () => {
      await emulatorApi.clearFaults();
      await refresh();
    });
  const texts = faultTexts(value ?? {});
  const problem = clearing.error ?? error;
  return html`<div class="faults">
    <h3 class="section-heading">Faults</h3>
    ${problem !== undefined && html`<p class="error" role="alert">${problem}</p>`}
    ${
      texts.length === 0
        ? html`<p class="note">None. Tests set them with POST /_emulator/faults.</p>`
        : html`<ul>
              ${texts.map((text) => html`<li key=${text} class="name"><code>${text}</code></li>`)}
            </ul>
            <button type="button" class="small" onClick=${onClear}>Clear all faults</button>`
    }
  </div>`;
}
