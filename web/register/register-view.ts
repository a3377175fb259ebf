import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Registered } from '../api/requests.ts';
import { useConsole } from '../console-services.ts';
import { goTo } from '../hooks/use-route.ts';
import { ViewHeading } from '../parts/headings.ts';
import type { Prefilled } from '../route.ts';
import { sourceText } from '../text/source-title.ts';
import type { Draft } from './draft.ts';
import { RegisterForm } from './register-form.ts';

/** The view that registers a customer's account and Region. */
export function RegisterView({ prefilled }: { readonly prefilled: Prefilled }) {
  const { notify } = useConsole();
  const [draft, setDraft] = useState<Draft>({ ...prefilled, detailTypes: null, displayName: '' });
  const onRegistered = ({ source, isNew }: Registered) => {
    const asks = isNew && source.state !== 'ACTIVE' ? 'acceptance' : undefined;
    const request = asks && ' The account’s administrator must accept it: see the steps below.';
    notify(
      isNew ? 'success' : 'info',
      isNew
        ? `Registered ${sourceText(source)}.${request ?? ''}`
        : `${sourceText(source)} is already registered. Nothing was changed.`,
      'nextViewChanges',
      asks,
    );
    goTo({ view: 'source', source });
  };
  return html`<${ViewHeading} text="Register a partner event source" />
    <p class="lead">
      Events are relayed to the AWS account and Region that you enter. Only the account ID is
      required. No cross-account access is needed: never share keys or roles. The account’s
      administrator accepts the source in AWS.
    </p>
    <${RegisterForm} draft=${draft} onChange=${setDraft} onRegistered=${onRegistered} />`;
}
