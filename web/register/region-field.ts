import { html } from 'htm/preact';
import { useConsole } from '../console-services.ts';
import { useLoad } from '../hooks/use-load.ts';
import { Field, onText, type ControlAttributes } from '../parts/field.ts';
import { whenLoaded } from '../parts/loading.ts';
import type { DraftFieldProps } from './generator-field.ts';

/** The Region that receives the events, from those that the service offers. */
export function RegionField({ draft, error, onChange }: DraftFieldProps) {
  const { api } = useConsole();
  const regions = useLoad((signal) => api.listRegions(signal), [api]);
  return whenLoaded(
    regions,
    'Regions',
    ({ regions: offered }) =>
      html`<${Field}
        id="region"
        label="Region"
        hint="The Region of the customer’s event bus. Each Region has its own source."
        error=${error}
        control=${(attributes: ControlAttributes) =>
          html`<select
            ...${attributes}
            value=${draft.region}
            onChange=${onText((region) => onChange({ region }))}
          >
            <option value="">Choose a Region</option>
            ${offered.map(
              ({ region, name }) => html`<option value=${region}>${name} – ${region}</option>`,
            )}
          </select>`}
      />`,
  );
}
