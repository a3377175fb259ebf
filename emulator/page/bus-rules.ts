import { html } from 'htm/preact';
import type { CustomerSide } from './customer-side.ts';
import { usePolled } from '../page-parts/use-polled.ts';
import { useTask } from '../page-parts/use-task.ts';
import { RuleForm } from './rule-form.ts';

/** The rules of an event bus. */
export function BusRules({ side, bus }: { readonly side: CustomerSide; readonly bus: string }) {
  const { value, error, refresh } = usePolled(() => side.rules(bus), [side, bus]);
  const removal = useTask();
  const onDelete = (name: string) =>
    removal.run(async () => {
      await side.deleteRule(bus, name);
      await refresh();
    });
  const problem = removal.error ?? error;
  return html`<h5 class="rules-heading">Rules</h5>
    ${problem !== undefined && html`<p class="error" role="alert">${problem}</p>`}
    ${value?.length === 0 && html`<p class="note">No rules yet: events have no target.</p>`}
    <ul class="plain rules">
      ${value?.map(
        ({ name, eventPattern }) =>
          html`<li key=${name}>
            <strong class="name">${name}</strong> <code class="name">${eventPattern}</code>
            <button type="button" class="small" onClick=${() => onDelete(name)}>
              Delete<span class="visually-hidden"> rule ${name}</span>
            </button>
          </li>`,
      )}
    </ul>
    <${RuleForm} side=${side} bus=${bus} onAdded=${refresh} />`;
}
