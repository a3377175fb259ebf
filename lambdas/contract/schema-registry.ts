import { eventEnvelope } from './event-envelope.ts';

/** An event as EventBridge's schema registry describes it. */
export interface RegisteredEvent {
  /** The source of the event. */
  readonly source: string;
  readonly detailType: string;
  readonly description: string;
  /** The schema of the detail, with nothing that OpenAPI 3.0 does not have. */
  readonly detail: object;
}

/** An OpenAPI 3.0 document that describes an event, in the form of EventBridge's schema registry. */
export interface RegistryDocument {
  readonly openapi: '3.0.0';
  readonly info: { readonly version: string; readonly title: string; readonly description: string };
  readonly paths: Readonly<Record<string, never>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const envelopeName = 'AWSEvent';

/**
 * The OpenAPI document of an event. The version in it never changes, since the registry counts versions
 * itself: a new one is made exactly when the document changes.
 */
export function registryDocument(event: RegisteredEvent): RegistryDocument {
  const title = bindingName(event.detailType);
  return {
    openapi: '3.0.0',
    info: { version: '1.0.0', title, description: event.description },
    paths: {},
    components: { schemas: { [envelopeName]: envelopeOf(event, title), [title]: event.detail } },
  };
}

/** The name of an event's schema in the registry, formed as AWS names those of its own events. */
export function registrySchemaName({
  source,
  detailType,
}: Pick<RegisteredEvent, 'source' | 'detailType'>): string {
  return `${source}@${bindingName(detailType)}`;
}

/** What code bindings call the detail of an event: the words of its detail type, each with a capital. */
export function bindingName(detailType: string): string {
  const words = detailType.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return name === '' || name === envelopeName ? `${name}Detail` : name;
}

function envelopeOf({ source, detailType }: RegisteredEvent, title: string): object {
  const { properties, ...head } = eventEnvelope({ $ref: `#/components/schemas/${title}` });
  return {
    ...head,
    'x-amazon-events-detail-type': detailType,
    'x-amazon-events-source': source,
    properties,
  };
}
