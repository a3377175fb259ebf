import { html } from 'htm/preact';
import { localApi, type Customer } from './local-api.ts';
import { RuleForm } from './rule-form.ts';
import { useAttempt } from './use-attempt.ts';
import { useFresh } from './use-fresh.ts';

/** The rules of an event bus; an event that none matches goes nowhere. */
export function BusRules({ customer, bus }: { readonly customer: Customer; readonly bus: string }) {
  const { value, error, look } = useFresh(() => localApi.rules(customer, bus), [bus]);
  const removal = useAttempt();
  const onDelete = (name: string) =>
    removal.attempt(async () => {
      await localApi.deleteRule(customer, bus, name);
      await look();
    });
  const problem = removal.error ?? error;
  return html`<h5 class="rules-heading">Rules</h5>
    ${problem !== undefined && html`<p class="error" role="alert">${problem}</p>`}
    ${value?.rules.length === 0 && html`<p class="note">None yet: events that arrive go nowhere.</p>`}
    <ul class="plain rules">
      ${value?.rules.map(
        ({ name, eventPattern }) =>
          html`<li key=${name}>
            <strong class="name">${name}</strong> <code class="name">${eventPattern}</code>
            <button type="button" class="small" onClick=${() => onDelete(name)}>
              Delete<span class="unseen"> rule ${name}</span>
            </button>
          </li>`,
      )}
    </ul>
    <${RuleForm} customer=${customer} bus=${bus} onAdded=${look} />`;
}
