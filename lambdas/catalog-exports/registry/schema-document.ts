import { ExportError } from '../export-error.ts';
import { pascalCase } from '../detail-type-names.ts';
import { eventSchema } from '../event-schema.ts';
import {
  aboutLargeEvents,
  sourcePrefix,
  type ExportedCatalog,
  type ExportedType,
} from '../exported-catalog.ts';
import { refuseUnexportable } from '../schema/schema-problems.ts';
import { toComponents } from '../schema/to-components.ts';
import { toOpenApi } from '../schema/to-openapi.ts';

/** What EventBridge Schemas takes (its service model, CreateSchema; the console says what names are). */
export const registryLimits = {
  contentCharacters: 100_000,
  descriptionCharacters: 256,
  schemaNameCharacters: 385,
  registryNameCharacters: 64,
  /** By default; AWS raises it on request. */
  schemasOfRegistry: 100,
} as const;

/** A schema as EventBridge Schemas takes it. */
export interface RegistrySchema {
  readonly detailType: string;
  /** An identifier, which no other schema has. */
  readonly name: string;
  readonly schemaName: string;
  readonly description: string;
  /** An OpenAPI 3.0 document as JSON. */
  readonly content: string;
}

/**
 * A detail type as a schema of EventBridge's schema registry, in the form of those that EventBridge discovers.
 * Throws an ExportError if it does not fit.
 */
export function registrySchema(type: ExportedType, catalog: ExportedCatalog): RegistrySchema {
  refuseUnexportable(type);
  const content = JSON.stringify(schemaDocument(type, catalog));
  const { detailType } = type;
  if (content.length > registryLimits.contentCharacters) {
    throw new ExportError(
      `${detailType}: its schema has ${content.length} characters in the schema registry, which takes ${registryLimits.contentCharacters}`,
    );
  }
  // Names that begin with "aws." are EventBridge's own.
  const schemaName = `${catalog.partnerName.replaceAll(/[^\w.-]/g, '-')}@${type.name}`;
  return {
    detailType,
    name: type.name,
    schemaName: checkedName(schemaName, detailType),
    description: shortened(type),
    content,
  };
}

function checkedName(schemaName: string, detailType: string): string {
  const { schemaNameCharacters } = registryLimits;
  if (schemaName.length <= schemaNameCharacters) return schemaName;
  throw new ExportError(
    `${detailType}: the name of its schema would have ${schemaName.length} characters, and the schema registry takes ${schemaNameCharacters}`,
  );
}

function shortened({ description }: ExportedType): string {
  const { descriptionCharacters } = registryLimits;
  if (description.length <= descriptionCharacters) return description;
  // Not in the middle of a character.
  const cut = description.slice(0, descriptionCharacters - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}…`;
}

/** Code bindings have a class of this name for each component, so it is an identifier. */
function className(name: string, part: string): string {
  const wanted = name + pascalCase(part);
  return wanted === eventName ? `${wanted}Part` : wanted;
}

const eventName = 'AWSEvent';

function schemaDocument(type: ExportedType, catalog: ExportedCatalog) {
  const { name, schema, detailType, description } = type;
  const components = Array.from(
    toComponents(schema, name, undefined, (part) => className(name, part)),
    ([own, part]) => [own, toOpenApi(part)],
  );
  return {
    openapi: '3.0.0',
    info: { version: '1.0.0', title: name, description: `${description} ${aboutLargeEvents}` },
    paths: {},
    components: {
      schemas: {
        [eventName]: {
          ...eventSchema(type, { $ref: `#/components/schemas/${name}` }),
          'x-amazon-events-detail-type': detailType,
          'x-amazon-events-source': sourcePrefix(catalog),
        },
        ...Object.fromEntries(components),
      },
    },
  };
}
