import { html } from 'htm/preact';
import { BusRules } from './bus-rules.ts';
import type { EmulatorCustomer } from './emulator-customer.ts';
import { usePolled } from '../page-parts/use-polled.ts';

/** The default bus and the custom buses of an account, with their rules. */
export function OwnBuses({ side }: { readonly side: EmulatorCustomer }) {
  const { value, error } = usePolled(() => side.ownBuses(), [side]);
  return html`<h3 class="section-heading">Other event buses</h3>
    ${error !== undefined && html`<p class="failure" role="alert">${error}</p>`}
    ${value?.map(
      (bus) =>
        html`<article key=${bus} class="card" aria-label="Event bus ${bus}">
          <h4 class="name">${bus}</h4>
          <${BusRules} side=${side} bus=${bus} />
        </article>`,
    )}`;
}
