import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { exportRegistry } from '../../../../lambdas/catalog-exports/registry/registry-templates.ts';
import { deployScript } from '../../../../lambdas/catalog-exports/registry/deploy-script.ts';
import type { ExportedType } from '../../../../lambdas/catalog-exports/exported-catalog.ts';
import { demonstration, samplesOf } from '../support/demonstration.ts';
import { validatorOpenApi } from '../support/validators.ts';

const partnerName = 'vendor.example.test';
const validator = new Validator();

function aType(fields: Partial<ExportedType> = {}): ExportedType {
  const schema = { type: 'object', properties: { ref: { type: 'string' } }, required: ['ref'] };
  return { detailType: 'push', name: 'Push', description: 'A push.', schema, ...fields };
}

const large = (characters: number) =>
  aType({ schema: { type: 'object', description: 'x'.repeat(characters) } });

describe('the schemas of the demonstration', () => {
  const { schemas, templates, problems } = exportRegistry(demonstration);

  it('all fit', () => {
    expect(problems).toEqual([]);
    expect(schemas).toHaveLength(demonstration.types.length);
  });

  it.each(schemas)(
    '$schemaName is an OpenAPI 3.0 document that takes the samples',
    async (schema) => {
      const document = JSON.parse(schema.content);
      const checked = await validator.validate(structuredClone(document));
      const validate = validatorOpenApi(
        new Map(Object.entries(document.components.schemas)),
        'AWSEvent',
      );
      const samples = await samplesOf(schema.detailType);

      expect(checked).toEqual({ valid: true });
      expect(samples.map((sample) => validate(sample) || validate.errors)).toEqual(
        samples.map(() => true),
      );
    },
  );

  it('are in templates that CloudFormation takes, each with a registry that takes them', () => {
    const parsed = templates.map((text) => JSON.parse(text));

    for (const text of templates) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000);
    for (const { Resources } of parsed)
      expect(Object.keys(Resources).length).toBeLessThanOrEqual(101);
    expect(parsed.map(({ Parameters }) => Parameters.RegistryName.Default)).toEqual([
      'vendor.example.test',
      'vendor.example.test-2',
      'vendor.example.test-3',
    ]);
  });
});

describe('a schema', () => {
  it('has the form of those that EventBridge discovers', () => {
    const { schemas } = exportRegistry({ partnerName, types: [aType()] });
    const text = { type: 'string' };

    expect(schemas[0]).toMatchObject({
      schemaName: 'vendor.example.test@Push',
      description: 'A push.',
    });
    expect(JSON.parse(schemas[0]!.content)).toEqual({
      openapi: '3.0.0',
      info: {
        version: '1.0.0',
        title: 'Push',
        description: expect.stringMatching(/^A push\. .*stub/),
      },
      paths: {},
      components: {
        schemas: {
          AWSEvent: {
            type: 'object',
            required: [
              'detail-type',
              'resources',
              'detail',
              'id',
              'source',
              'time',
              'region',
              'version',
              'account',
            ],
            'x-amazon-events-detail-type': 'push',
            'x-amazon-events-source': 'aws.partner/vendor.example.test',
            properties: {
              detail: { $ref: '#/components/schemas/Push' },
              account: text,
              'detail-type': { type: 'string', enum: ['push'] },
              id: text,
              region: text,
              resources: { type: 'array', items: text },
              source: text,
              time: { type: 'string', format: 'date-time' },
              version: text,
            },
          },
          Push: { type: 'object', properties: { ref: { type: 'string' } }, required: ['ref'] },
        },
      },
    });
  });

  it('is left out with a line when the registry does not take its content', () => {
    const { schemas, problems, templates } = exportRegistry({
      partnerName,
      types: [large(100_000)],
    });

    expect({ schemas, templates }).toEqual({ schemas: [], templates: [] });
    expect(problems).toEqual([
      expect.stringMatching(
        /^push: its schema has 10\d{4} characters in the schema registry, which takes 100000$/,
      ),
    ]);
  });

  it('is left out with a line when the registry does not take its name', () => {
    const { problems } = exportRegistry({ partnerName, types: [aType({ name: 'P'.repeat(366) })] });

    expect(problems).toEqual([
      'push: the name of its schema would have 386 characters, and the schema registry takes 385',
    ]);
  });

  it('has a description that is cut off where the registry takes no more', () => {
    const { schemas } = exportRegistry({
      partnerName,
      types: [aType({ description: 'y'.repeat(257) })],
    });

    expect(schemas[0]!.description).toBe(`${'y'.repeat(255)}…`);
  });

  it('has a description that is not cut off in the middle of a character', () => {
    const { schemas } = exportRegistry({
      partnerName,
      types: [aType({ description: `${'y'.repeat(254)}😀😀` })],
    });

    expect(schemas[0]!.description).toBe(`${'y'.repeat(254)}…`);
  });

  it('has components whose names are identifiers, each another', () => {
    const $defs = { event: { type: 'object' }, 'user-name': {}, 'user.name': {} };
    const properties = {
      a: { $ref: '#/$defs/event' },
      b: { $ref: '#/$defs/user-name' },
      c: { $ref: '#/$defs/user.name' },
    };
    const types = [aType({ name: 'AWS', schema: { type: 'object', properties, $defs } })];
    const { schemas } = exportRegistry({ partnerName, types });

    expect(Object.keys(JSON.parse(schemas[0]!.content).components.schemas)).toEqual([
      'AWSEvent',
      'AWS',
      'AWSEventPart',
      'AWSUserName',
      'AWSUserName2',
    ]);
  });
});

function resources(...names: readonly string[]) {
  const types = names.map((name) => aType({ detailType: name.toLowerCase(), name }));
  return JSON.parse(exportRegistry({ partnerName, types }).templates[0]!).Resources;
}

describe('templates', () => {
  it('hold ten schemas less than a registry, which an update needs', () => {
    const types = Array.from({ length: 201 }, (_, index) =>
      aType({ detailType: `t${index}`, name: `T${index}` }),
    );
    const { templates } = exportRegistry({ partnerName, types });

    expect(templates.map((text) => Object.keys(JSON.parse(text).Resources).length)).toEqual([
      91, 91, 22,
    ]);
  });

  it('have resources that stay what they are when a detail type comes before them', () => {
    expect(resources('Create', 'Push')).toMatchObject(resources('Push'));
  });

  it('are divided before they are larger than CloudFormation takes', () => {
    const types = Array.from({ length: 11 }, (_, index) => ({
      ...large(98_000),
      name: `T${index}`,
    }));
    const { templates } = exportRegistry({ partnerName, types });

    expect(templates).toHaveLength(2);
    for (const text of templates) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000);
  });
});

describe('the script that deploys them', () => {
  const catalog = { partnerName };

  it('needs no bucket for what CloudFormation takes in the call', () => {
    const script = deployScript(catalog, [{ path: 'template-1.json', text: '{}' }]);

    expect(script).toContain(
      'aws cloudformation deploy --template-file template-1.json --stack-name "vendor-example-test-event-schemas-1" --no-fail-on-empty-changeset\n',
    );
    expect(script).not.toContain('--s3-bucket');
  });

  it.each([
    ['1vendor.test', 'partner-1vendor-test-event-schemas-1'],
    ['v'.repeat(200), `${'v'.repeat(100)}-event-schemas-1`],
  ])('gives the stacks of %s a name that CloudFormation takes', (name, stack) => {
    const script = deployScript({ partnerName: name }, [{ path: 'template-1.json', text: '{}' }]);

    expect(script).toContain(`--stack-name "${stack}"`);
  });

  it('asks for a bucket where a template is larger', () => {
    const script = deployScript(catalog, [{ path: 'template-1.json', text: 'x'.repeat(51_201) }]);

    expect(script).toContain('usage: deploy.sh BUCKET');
    expect(script).toContain('--s3-bucket "$1"\n');
  });
});
