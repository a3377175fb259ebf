import { describe, expect, test } from '@jest/globals';
import { parse } from '@cdktf/hcl2json';
import { sourceName } from '../../lambdas/domain/source-name.ts';
import { receiverOf } from '../../web/snippets/receiver.ts';
import { terraformSnippet } from '../../web/snippets/terraform.ts';
import { aSource, anActiveSource } from '../web/support/builders.ts';

const name = sourceName('vendor.test', 'acme/it\'s "${here}" %{if}\\', '111122223333');
const pending = receiverOf(aSource({ name }));
const active = receiverOf(anActiveSource({ name }));

/** The resources of a configuration by type, as HashiCorp's own parser of HCL reads them. */
async function resourcesOf(text: string): Promise<Readonly<Record<string, object>>> {
  const { resource } = await parse('main.tf', text);
  return resource;
}

describe.each([
  ['log', 'aws_cloudwatch_log_group', 'aws_cloudwatch_log_resource_policy'],
  ['queue', 'aws_sqs_queue', 'aws_sqs_queue_policy'],
  ['function', 'aws_lambda_permission', 'aws_sqs_queue', 'aws_sqs_queue_policy'],
] as const)('the Terraform configuration for %s', (target, ...ofTarget) => {
  const ofRule = ['aws_cloudwatch_event_rule', 'aws_cloudwatch_event_target'];

  test('accepts a source, and sends what its bus receives to the target', async () => {
    const resources = await resourcesOf(terraformSnippet(pending, target));

    expect(Object.keys(resources).toSorted()).toEqual(
      ['aws_cloudwatch_event_bus', ...ofRule, ...ofTarget].toSorted(),
    );
    expect(resources).toMatchObject({
      aws_cloudwatch_event_bus: { partner: [{ name, event_source_name: name }] },
      aws_cloudwatch_event_rule: {
        all: [{ event_bus_name: '${aws_cloudwatch_event_bus.partner.name}' }],
      },
    });
  });

  test('leaves the bus of an accepted source as it is', async () => {
    const resources = await resourcesOf(terraformSnippet(active, target));

    expect(Object.keys(resources).toSorted()).toEqual([...ofRule, ...ofTarget].toSorted());
    expect(resources).toMatchObject({
      aws_cloudwatch_event_rule: { all: [{ event_bus_name: name }] },
      aws_cloudwatch_event_target: { partner: [{ event_bus_name: name }] },
    });
  });

  test('is found wrong when it is cut off', async () => {
    const text = terraformSnippet(pending, target);

    await expect(parse('main.tf', text.slice(0, -4))).rejects.toThrow('main.tf');
  });
});
