import { html } from 'htm/preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Registered, Registration } from '../api/client.ts';
import { useConsole } from '../console-services.ts';
import { DetailTypeChoice } from '../detail-types/detail-type-choice.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { AccountField } from './account-field.ts';
import { draftErrors, registrationOf, type Draft } from './draft.ts';
import { GeneratorField } from './generator-field.ts';
import { idempotencyKeys } from './idempotency-key.ts';
import { refusalOf } from './refusal.ts';
import { RegionField } from './region-field.ts';

/** The fields of a registration, and its sending. */
export function RegisterForm({
  draft,
  onChange,
  onRegistered,
}: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onRegistered: (registered: Registered) => void;
}) {
  const { api } = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const keyOf = useMemo(() => idempotencyKeys(() => crypto.randomUUID()), []);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const register = useCall((wish: Registration) => api.registerSource(wish, keyOf(wish)));

  const refused = refusalOf(register.failure);
  const errors = { ...refused.fields, ...(isSubmitted && draftErrors(draft)) };
  const set = (fields: Partial<Draft>) => onChange({ ...draft, ...fields });

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsSubmitted(true);
    const isSendable = Object.keys(draftErrors(draft)).length === 0;
    const registered = isSendable ? await register.run(registrationOf(draft)) : undefined;
    if (registered !== undefined) onRegistered(registered);
    // After the errors have been drawn.
    else requestAnimationFrame(() => focusFirstError(form.current));
  };

  return html`<form class="form" ref=${form} onSubmit=${onSubmit} novalidate>
    <${GeneratorField} draft=${draft} error=${errors.generator} onChange=${set} />
    <${AccountField} draft=${draft} error=${errors.account} onChange=${set} />
    <${RegionField} draft=${draft} error=${errors.region} onChange=${set} />
    <${DetailTypeChoice}
      chosen=${draft.detailTypes}
      error=${errors.detailTypes}
      onChange=${(detailTypes: Draft['detailTypes']) => set({ detailTypes })}
    />
    ${
      register.failure &&
      html`<${FailureBox} failure=${register.failure} others=${refused.others} />`
    }
    <div class="actions">
      <a class="button" href="#/sources">Cancel</a>
      <button type="submit" class="primary" aria-busy=${String(register.isBusy)}>
        ${register.isBusy ? 'Registering…' : 'Register'}
      </button>
    </div>
  </form>`;
}

function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
