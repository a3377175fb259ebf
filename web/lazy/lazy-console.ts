import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../api/authorized-fetch.ts';
import type { Console } from '../console.ts';
import { Loading } from '../parts/loading.ts';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'loaded'; readonly view: typeof Console };

/** The console, whose script is loaded when it is shown: the page before the sign-in stays small. */
export function LazyConsole({
  session,
  vendor,
}: {
  readonly session: Session;
  readonly vendor: string | undefined;
}) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    import('./console.ts').then(
      ({ Console: view }) => setState({ kind: 'loaded', view }),
      () => setState({ kind: 'failed' }),
    );
  }, []);
  switch (state.kind) {
    case 'loading':
      return html`<${Loading} what="the console" />`;
    case 'failed':
      return html`<${ReloadBox} />`;
    case 'loaded':
      return html`<${state.view} session=${session} vendor=${vendor} />`;
  }
}

/** After a deployment the script has another name, which only the new page knows. */
function ReloadBox() {
  return html`<div class="failure" role="alert">
    <p><strong>The console could not be loaded.</strong></p>
    <p>Perhaps there is a new version of this page.</p>
    <button type="button" onClick=${() => location.reload()}>Reload the page</button>
  </div>`;
}
