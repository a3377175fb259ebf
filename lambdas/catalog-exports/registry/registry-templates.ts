import { ExportError } from '../export-error.ts';
import type { ExportedCatalog } from '../exported-catalog.ts';
import { registryLimits, registrySchema, type RegistrySchema } from './schema-document.ts';

/** What CloudFormation takes of a template (its quotas): from a bucket, and in the call itself. */
export const templateLimits = { bytes: 1_000_000, directBytes: 51_200, resources: 500 } as const;

/** The schemas that fit, as templates that a customer deploys, and a line for each that does not. */
export interface RegistryExport {
  readonly schemas: readonly RegistrySchema[];
  /** CloudFormation templates as JSON, each with a registry of its own. */
  readonly templates: readonly string[];
  readonly problems: readonly string[];
}

/** A catalogue as schemas for EventBridge's schema registry. */
export function exportRegistry(catalog: ExportedCatalog): RegistryExport {
  const schemas: RegistrySchema[] = [];
  const problems: string[] = [];
  for (const type of catalog.types) {
    const made = madeOrProblem(() => registrySchema(type, catalog));
    if (typeof made === 'string') problems.push(made);
    else schemas.push(made);
  }
  const groups = inGroups(schemas);
  const templates = groups.map((group, index) =>
    templateText(group, registryName(catalog, index + 1)),
  );
  return { schemas, templates, problems };
}

function madeOrProblem<T>(make: () => T): T | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof ExportError) return error.message;
    throw error;
  }
}

// CloudFormation creates what is new before it deletes what is gone: a full registry could not be updated.
const schemasOfTemplate = registryLimits.schemasOfRegistry - 10;

// What a template has besides the contents of its schemas, and a schema besides its content.
const templateBytes = 2_000;
const resourceBytes = 1_500;

/** The schemas in groups, in order, each of which fits a registry and a template. */
function inGroups(schemas: readonly RegistrySchema[]): readonly RegistrySchema[][] {
  const groups: RegistrySchema[][] = [];
  let group: RegistrySchema[] = [];
  let bytes: number = templateBytes;
  for (const schema of schemas) {
    const own = Buffer.byteLength(JSON.stringify(schema.content)) + resourceBytes;
    const isFull = group.length === schemasOfTemplate || bytes + own > templateLimits.bytes;
    if (isFull || groups.length === 0) {
      group = [];
      groups.push(group);
      bytes = templateBytes;
    }
    group.push(schema);
    bytes += own;
  }
  return groups;
}

/** The name of a registry: like schemas, none begins with "aws.". */
function registryName({ partnerName }: ExportedCatalog, number: number): string {
  const suffix = number === 1 ? '' : `-${number}`;
  const name = partnerName.replaceAll(/[^\w.-]/g, '-');
  return name.slice(0, registryLimits.registryNameCharacters - suffix.length) + suffix;
}

function templateText(schemas: readonly RegistrySchema[], registry: string): string {
  // By name and not by place: another detail type must not make CloudFormation create all after it anew.
  const resources = schemas.map(({ name, schemaName, description, content }) => [
    `Schema${name}`,
    {
      Type: 'AWS::EventSchemas::Schema',
      Properties: {
        RegistryName: { 'Fn::GetAtt': ['Registry', 'RegistryName'] },
        SchemaName: schemaName,
        Type: 'OpenApi3',
        Description: description,
        Content: content,
      },
    },
  ]);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Schemas of the events that ${registry} sends through Amazon EventBridge`,
    Parameters: {
      RegistryName: {
        Type: 'String',
        Default: registry,
        AllowedPattern: '[A-Za-z0-9._-]{1,64}',
        Description: 'The schema registry that the stack creates. Its name must be free.',
      },
    },
    Resources: {
      Registry: {
        Type: 'AWS::EventSchemas::Registry',
        Properties: { RegistryName: { Ref: 'RegistryName' } },
      },
      ...Object.fromEntries(resources),
    },
  };
  return `${JSON.stringify(template)}\n`;
}
