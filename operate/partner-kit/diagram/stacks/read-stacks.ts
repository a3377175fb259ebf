import * as v from 'valibot';
import { isRecord, property, textsOf } from './property.ts';
import type { RegionResources, StackResource, StackTemplate } from './stack-template.ts';

const templateSchema = v.object({
  Resources: v.record(
    v.string(),
    v.object({ Type: v.string(), Properties: v.optional(v.unknown(), {}) }),
  ),
  Outputs: v.optional(v.record(v.string(), v.object({ Value: v.unknown() })), {}),
});

type Template = v.InferOutput<typeof templateSchema>;

/**
 * Reads the templates of a stage's stacks, in the order of their Regions. In the properties, text stands
 * for each of CloudFormation's functions: a resource is `{<stack>.<logical id>}`, whichever stack names it
 * and by whichever attribute.
 */
export function readStacks(templates: readonly StackTemplate[]): readonly RegionResources[] {
  const parsed = new Map(
    templates.map(({ stack, template }) => [stack, v.parse(templateSchema, template)]),
  );
  const byRegion = new Map<string, readonly StackResource[]>();
  for (const { stack, region } of templates) {
    const others = byRegion.get(region) ?? [];
    byRegion.set(region, [...others, ...resourcesOf(stack, parsed)]);
  }
  return [...byRegion].map(([region, resources]) => ({ region, resources }));
}

type Templates = ReadonlyMap<string, Template>;

function resourcesOf(stack: string, templates: Templates): readonly StackResource[] {
  return Object.entries(templates.get(stack)?.Resources ?? {}).map(([id, resource]) => ({
    token: tokenOf(stack, id),
    type: resource.Type,
    properties: resolved(resource.Properties, stack, templates),
  }));
}

function tokenOf(stack: string, id: string): string {
  return id.startsWith('AWS::') ? `{${id}}` : `{${stack}.${id}}`;
}

function resolved(value: unknown, stack: string, templates: Templates): unknown {
  const within = (one: unknown) => resolved(one, stack, templates);
  if (Array.isArray(value)) return value.map(within);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  const isFunction = only !== undefined && entries.length === 1 && /^(?:Ref$|Fn::)/.test(only[0]);
  if (isFunction) return called(only[0], only[1], stack, templates);
  return Object.fromEntries(entries.map(([key, one]) => [key, within(one)]));
}

function called(name: string, argument: unknown, stack: string, templates: Templates): string {
  const resolvedArgument = resolved(argument, stack, templates);
  switch (name) {
    case 'Ref':
    case 'Fn::GetAtt':
      return tokenOf(stack, textsOf(argument)[0] ?? '');
    case 'Fn::Join':
      return joined(resolvedArgument);
    case 'Fn::ImportValue':
      return exported(String(resolvedArgument), templates);
    case 'Fn::GetStackOutput':
      return output(
        String(property(argument, 'StackName')),
        String(property(argument, 'OutputName')),
        templates,
      );
    default:
      return typeof resolvedArgument === 'string'
        ? resolvedArgument
        : `${name} ${JSON.stringify(resolvedArgument)}`;
  }
}

function joined(argument: unknown): string {
  const [separator, parts]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  return textsOf(parts).join(String(separator));
}

// The CDK names an export `<stack>:<output>`.
function exported(name: string, templates: Templates): string {
  const [stack = '', ...id] = name.split(':');
  return output(stack, id.join(':'), templates);
}

function output(stack: string, id: string, templates: Templates): string {
  const value = resolved(templates.get(stack)?.Outputs[id]?.Value, stack, templates);
  return typeof value === 'string' ? value : `{output ${stack}.${id}}`;
}
