import { html } from 'htm/preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Registration } from '../api/client.ts';
import type { Registered } from '../api/requests.ts';
import { useConsole } from '../console-services.ts';
import { DetailTypeChoice } from '../detail-types/detail-type-choice.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { focusFirstError } from '../parts/field.ts';
import { AccountField } from './account-field.ts';
import { draftErrors, registrationOf, serviceErrors, type Draft } from './draft.ts';
import { DisplayNameField } from './display-name-field.ts';
import { GeneratorField } from './generator-field.ts';
import { idempotencyKeys } from './idempotency-key.ts';

import { RegionField } from './region-field.ts';

/** The properties of the registration form. */
interface RegisterFormProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onRegistered: (registered: Registered) => void;
}

/** The registration form. */
export function RegisterForm(props: RegisterFormProps) {
  const { draft, onChange } = props;
  const { form, register, errors, others, onSubmit } = useRegistration(props);
  const set = (fields: Partial<Draft>) => onChange({ ...draft, ...fields });
  return html`<form class="form" ref=${form} onSubmit=${onSubmit} novalidate>
    <${GeneratorField} draft=${draft} error=${errors.generator} onChange=${set} />
    <${AccountField} draft=${draft} error=${errors.account} onChange=${set} />
    <${RegionField} draft=${draft} error=${errors.region} onChange=${set} />
    <${DisplayNameField}
      value=${draft.displayName}
      error=${errors.displayName}
      onChange=${(displayName: string) => set({ displayName })}
    />
    <${DetailTypeChoice}
      chosen=${draft.detailTypes}
      error=${errors.detailTypes}
      onChange=${(detailTypes: Draft['detailTypes']) => set({ detailTypes })}
    />
    ${register.failure && html`<${FailureBox} failure=${register.failure} others=${others} />`}
    <div class="actions">
      <a class="button" href="#/sources">Cancel</a>
      <button type="submit" class="primary" aria-busy=${String(register.isBusy)}>Register</button>
    </div>
  </form>`;
}

/** Checks and submits a draft; moves the focus to the first field with an error. */
function useRegistration({ draft, onRegistered }: RegisterFormProps) {
  const { api } = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const keyOf = useMemo(() => idempotencyKeys(() => crypto.randomUUID()), []);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const register = useCall((request: Registration) => api.registerSource(request, keyOf(request)));

  const { fields, others } = serviceErrors(register.failure);
  const errors = { ...fields, ...(isSubmitted && draftErrors(draft)) };
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsSubmitted(true);
    const isSendable = Object.keys(draftErrors(draft)).length === 0;
    const registered = isSendable ? await register.run(registrationOf(draft)) : undefined;
    if (registered !== undefined) onRegistered(registered);
    // After the errors have been rendered.
    else requestAnimationFrame(() => focusFirstError(form.current));
  };
  return { form, register, errors, others, onSubmit };
}
