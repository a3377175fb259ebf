import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import { useConsole } from '../console-services.ts';
import { useLoad } from '../hooks/use-load.ts';
import { whenLoaded } from '../parts/loading.ts';
import { DetailTypeChecklist } from './detail-type-checklist.ts';

/** Which detail types a customer receives: all, or some of the catalogue. */
export function DetailTypeChoice({
  chosen,
  error,
  onChange,
}: {
  /** Null for all. */
  readonly chosen: readonly string[] | null;
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[] | null) => void;
}) {
  const id = useId();
  // The selection comes back after switching to "all" and back.
  const [ticked, setTicked] = useState(chosen ?? []);
  const onTick = (detailTypes: readonly string[]) => {
    setTicked(detailTypes);
    onChange(detailTypes);
  };
  const radio = (value: readonly string[] | null, label: string) =>
    html`<label class="choice">
      <input
        type="radio"
        name=${id}
        checked=${(chosen === null) === (value === null)}
        aria-invalid=${error !== undefined && value !== null ? 'true' : 'false'}
        onChange=${() => onChange(value)}
      />
      ${label}
    </label>`;
  return html`<fieldset class="field" aria-describedby="${id}-error">
    <legend>Detail types</legend>
    ${radio(null, 'All, including types added later')} ${radio(ticked, 'Only selected types')}
    ${chosen !== null && html`<${Catalogue} chosen=${chosen} onChange=${onTick} />`}
    <p class="error" id="${id}-error">${error}</p>
  </fieldset>`;
}

function Catalogue({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const { api } = useConsole();
  const load = useLoad((signal) => api.listDetailTypes(signal), [api]);
  return whenLoaded(
    load,
    'detail types',
    ({ detailTypes }) =>
      html`<${DetailTypeChecklist}
        catalogue=${detailTypes}
        chosen=${chosen}
        onChange=${onChange}
      />`,
  );
}
