import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { cliSnippet, activateCommand } from '../../../web/snippets/cli.ts';
import { receiverOf, sourcePrefix } from '../../../web/snippets/receiver.ts';
import { terraformSnippet } from '../../../web/snippets/terraform.ts';
import { anyGenerator } from '../../support/arbitraries.ts';
import { aSource, anActiveSource } from '../support/builders.ts';

const anySource = anyGenerator.map((generator) => {
  const name = sourceName('vendor.test', generator, '111122223333');
  return aSource({ generator, name });
});

describe('the AWS CLI commands', () => {
  test('accept a pending source by making a bus of its name', () => {
    const [bus] = commandsOf(cliSnippet(receiverOf(aSource())));
    const { name } = aSource();
    expect(bus).toEqual([
      'events',
      'create-event-bus',
      '--region',
      'eu-west-1',
      '--name',
      name,
      '--event-source-name',
      name,
    ]);
  });

  test('make no bus for an active source', () => {
    expect(cliSnippet(receiverOf(anActiveSource()))).not.toContain('create-event-bus');
  });

  test('let a rule on that bus write to a log that EventBridge may write to', () => {
    const receiver = receiverOf(aSource());
    const commands = commandsOf(cliSnippet(receiver));
    const option = (command: string, name: string) => {
      const words = commands.find((each) => each[1] === command) ?? [];
      return words[words.indexOf(name) + 1] ?? '';
    };
    const logGroup = option('create-log-group', '--log-group-name');
    const logArn = `arn:aws:logs:eu-west-1:111122223333:log-group:${logGroup}`;
    expect(option('put-targets', '--targets')).toBe(`Id=log,Arn=${logArn}`);
    const policy = JSON.parse(option('put-resource-policy', '--policy-document'));
    const [allowed] = policy.Statement[0].Resource.split('*');
    expect(`${logArn}:log-stream:x`.startsWith(allowed)).toBe(true);
    expect(JSON.parse(option('put-rule', '--event-pattern'))).toEqual({
      source: [{ prefix: 'aws.partner/vendor.test/' }],
    });
    expect(option('put-rule', '--event-bus-name')).toBe(receiver.name);
    expect(option('put-targets', '--rule')).toBe(option('put-rule', '--name'));
  });

  test('name exactly the source, whatever its generator is', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const [bus, , , rule] = commandsOf(cliSnippet(receiverOf(source)));
        expect(bus?.at(-1)).toBe(source.name);
        expect(rule).toContain(source.name);
      }),
      { numRuns: 20 },
    );
  });

  test('are of the partition that the source is in', () => {
    const source = aSource({ arn: 'arn:aws-us-gov:events:us-gov-west-1::event-source/x' });
    expect(cliSnippet(receiverOf(source))).toContain('Arn=arn:aws-us-gov:logs:');
  });

  test('activate a source beside a bus that is left', () => {
    expect(commandsOf(activateCommand(receiverOf(aSource())))).toEqual([
      ['events', 'activate-event-source', '--region', 'eu-west-1', '--name', aSource().name],
    ]);
  });
});

describe('the Terraform configuration', () => {
  test('associates a pending source with a bus of its name', () => {
    expect(terraformSnippet(receiverOf(aSource()))).toMatchInlineSnapshot(`
      "provider "aws" {
        region              = "eu-west-1"
        allowed_account_ids = ["111122223333"]
      }

      # When the vendor re-creates the source, it must be activated again, though nothing differs here:
      # aws events activate-event-source

      data "aws_cloudwatch_event_source" "partner" {
        name_prefix = "aws.partner/vendor.test/acme/repo1/111122223333"
      }

      resource "aws_cloudwatch_event_bus" "partner" {
        name              = data.aws_cloudwatch_event_source.partner.name
        event_source_name = data.aws_cloudwatch_event_source.partner.name
      }

      resource "aws_cloudwatch_log_group" "partner" {
        name = "/aws/events/aws.partner/vendor.test/acme/repo1/111122223333"
      }

      resource "aws_cloudwatch_log_resource_policy" "partner" {
        policy_name = "partner-events-to-logs"
        policy_document = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Effect    = "Allow"
            Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
            Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
            Resource  = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/*:*"
          }]
        })
      }

      # Each event has "event/ID" in its resources: drop an ID that you have had. An event that is sent
      # again has "replay/REPLAY/event/ID" instead. To leave those out, add to the pattern:
      # resources = [{ prefix = "event/" }]
      resource "aws_cloudwatch_event_rule" "all" {
        name           = "all-partner-events"
        event_bus_name = aws_cloudwatch_event_bus.partner.name
        event_pattern = jsonencode({
          source = [{ prefix = "aws.partner/vendor.test/" }]
        })
      }

      resource "aws_cloudwatch_event_target" "log" {
        rule           = aws_cloudwatch_event_rule.all.name
        event_bus_name = aws_cloudwatch_event_bus.partner.name
        arn            = aws_cloudwatch_log_group.partner.arn
      }
      "
    `);
  });

  test('uses the bus of an active source', () => {
    const { name } = anActiveSource();
    const text = terraformSnippet(receiverOf(anActiveSource()));
    expect(text).not.toContain('"aws_cloudwatch_event_bus"');
    expect(text.match(/event_bus_name = (.*)/g)).toEqual([
      `event_bus_name = "${name}"`,
      `event_bus_name = "${name}"`,
    ]);
  });
});

test('the prefix of a source matches all events of its partner', () => {
  expect(sourcePrefix('aws.partner/vendor.test/acme/repo1/111122223333')).toBe(
    'aws.partner/vendor.test/',
  );
});

/** The words of each `aws` command, as a shell reads them. */
function commandsOf(script: string): string[][] {
  const shell = `aws() { printf '%s\\0' "$@"; printf '\\0'; }\n${script}`;
  const printed = execFileSync('/bin/sh', ['-c', shell]).toString();
  return printed
    .split('\u0000\u0000')
    .filter(Boolean)
    .map((words) => words.split('\u0000'));
}
