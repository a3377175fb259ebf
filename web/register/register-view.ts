import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Registered } from '../api/client.ts';
import { useConsole } from '../console-services.ts';
import { goTo } from '../hooks/use-route.ts';
import { ViewHeading } from '../parts/headings.ts';
import type { Prefilled } from '../route.ts';
import type { Draft } from './draft.ts';
import { RegisterForm } from './register-form.ts';

/** The form by which a customer's account and Region are registered. */
export function RegisterView({ prefilled }: { readonly prefilled: Prefilled }) {
  const { notify } = useConsole();
  const [draft, setDraft] = useState<Draft>({ ...prefilled, detailTypes: null });
  const onRegistered = ({ source, isNew }: Registered) => {
    notify(
      isNew ? 'success' : 'info',
      isNew
        ? `Registered ${source.name}. The administrator of account ${source.account} accepts it by the steps below.`
        : `${source.name} was registered before; nothing has changed.`,
    );
    goTo({ view: 'source', source });
  };
  return html`<${ViewHeading} text="Register a partner event source" />
    <p class="lead">
      Events are relayed to the AWS account and Region that you name. All that is needed is the
      account number: never give anybody access to the account, no keys and no role. Its own
      administrator accepts the source in AWS.
    </p>
    <${RegisterForm} draft=${draft} onChange=${setDraft} onRegistered=${onRegistered} />`;
}
