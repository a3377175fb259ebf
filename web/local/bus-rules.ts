import { html } from 'htm/preact';
import { localApi, type Customer } from './local-api.ts';
import { RuleForm } from './rule-form.ts';
import { useTask } from './use-task.ts';
import { usePolled } from './use-polled.ts';

/** The rules of an event bus. */
export function BusRules({ customer, bus }: { readonly customer: Customer; readonly bus: string }) {
  const { value, error, refresh } = usePolled(() => localApi.rules(customer, bus), [bus]);
  const removal = useTask();
  const onDelete = (name: string) =>
    removal.run(async () => {
      await localApi.deleteRule(customer, bus, name);
      await refresh();
    });
  const problem = removal.error ?? error;
  return html`<h5 class="rules-heading">Rules</h5>
    ${problem !== undefined && html`<p class="error" role="alert">${problem}</p>`}
    ${value?.rules.length === 0 && html`<p class="note">No rules yet: events have no target.</p>`}
    <ul class="plain rules">
      ${value?.rules.map(
        ({ name, eventPattern }) =>
          html`<li key=${name}>
            <strong class="name">${name}</strong> <code class="name">${eventPattern}</code>
            <button type="button" class="small" onClick=${() => onDelete(name)}>
              Delete<span class="visually-hidden"> rule ${name}</span>
            </button>
          </li>`,
      )}
    </ul>
    <${RuleForm} customer=${customer} bus=${bus} onAdded=${refresh} />`;
}
