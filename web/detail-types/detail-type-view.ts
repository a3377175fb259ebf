import { html } from 'htm/preact';
import type { DetailTypeView as DetailType } from '../../lambdas/contract/catalog-view.ts';
import { useConsole } from '../console-services.ts';
import { useLoad } from '../hooks/use-load.ts';
import { SectionHeading, ViewHeading } from '../parts/headings.ts';
import { LargeEventSteps } from '../parts/large-event-steps.ts';
import { whenLoaded } from '../parts/loading.ts';
import { Snippet } from '../parts/snippet.ts';

/** A detail type with its schema and samples. */
export function DetailTypeView({ detailType }: { readonly detailType: string }) {
  const { api } = useConsole();
  const load = useLoad((signal) => api.getDetailType(detailType, signal), [api, detailType]);
  return html`<${ViewHeading} text=${detailType} />
    ${whenLoaded(load, 'schema and samples', (value) => html`<${Description} of=${value} />`)}`;
}

function Description({
  of: { description, schema, stubSchema, samples },
}: {
  readonly of: DetailType;
}) {
  return html`<p class="lead">${description}</p>
    <${SectionHeading} text="Sample events" />
    <p>As rules on the customer’s event bus see them.</p>
    ${samples.map(
      (sample, index) =>
        html`<${Snippet} label="Sample event ${index + 1}" text=${jsonText(sample)} />`,
    )}
    <${SectionHeading} text="Schema" />
    <p>JSON Schema (2020-12) of the event’s <code>detail</code>.</p>
    <${Snippet} label="JSON Schema" text=${jsonText(schema)} />
    ${stubSchema !== null && html`<${StubDescription} schema=${stubSchema} />`}`;
}

function StubDescription({ schema }: { readonly schema: NonNullable<DetailType['stubSchema']> }) {
  return html`<${SectionHeading} text="Large events" />
    <${LargeEventSteps} />
    <${Snippet} label="JSON Schema of the stub" text=${jsonText(schema)} />`;
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
