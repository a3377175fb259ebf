import { describe, expect, test } from '@jest/globals';
import { receiverOf } from '../../../web/snippets/receiver.ts';
import type { Target } from '../../../web/snippets/target.ts';
import { terraformSnippet } from '../../../web/snippets/terraform.ts';
import { aSource, anActiveSource } from '../support/builders.ts';

// The tests have no terraform (test/standards has its parser): they know the arguments from the documentation
// of the AWS provider 5 and 6.
const documented: Readonly<Record<string, readonly string[]>> = {
  'provider aws': ['region', 'allowed_account_ids'],
  'data aws_lambda_function': ['function_name'],
  'resource aws_cloudwatch_event_bus': ['name', 'event_source_name'],
  'resource aws_cloudwatch_event_rule': ['name', 'event_bus_name', 'event_pattern'],
  'resource aws_cloudwatch_event_target': ['rule', 'event_bus_name', 'arn', 'dead_letter_config'],
  'resource aws_cloudwatch_log_group': ['name'],
  'resource aws_cloudwatch_log_resource_policy': ['policy_name', 'policy_document'],
  'resource aws_lambda_permission': ['action', 'function_name', 'principal', 'source_arn'],
  'resource aws_sqs_queue': ['for_each', 'name', 'message_retention_seconds'],
  'resource aws_sqs_queue_policy': ['for_each', 'queue_url', 'policy'],
};

interface Block {
  readonly kind: string;
  readonly label: string;
  readonly arguments: readonly string[];
}

/** The blocks of a configuration in the canonical layout, with the names of their arguments. */
function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^(\w+) "(\w+)"(?: "(\w+)")? \{\n([^]*?)^\}$/gm)].map(
    ([, kind, type, label = '', body = '']) => ({
      kind: `${kind} ${type}`,
      label,
      arguments: [...body.matchAll(/^ {2}(\w+)\s*[={]/gm)].map(([, argument = '']) => argument),
    }),
  );
}

const kindsOf = (target: Target, source = aSource()) =>
  blocksOf(terraformSnippet(receiverOf(source), target)).map(({ kind }) => kind);

describe.each(['log', 'queue', 'function'] as const)('the configuration for %s', (target) => {
  const text = terraformSnippet(receiverOf(aSource()), target);

  test('has blocks and arguments that the provider documents', () => {
    const blocks = blocksOf(text);

    expect(blocks.length).toBeGreaterThan(4);
    for (const block of blocks) {
      expect(Object.keys(documented)).toContain(block.kind);
      expect(documented[block.kind]).toEqual(expect.arrayContaining([...block.arguments]));
    }
  });

  test('refers only to blocks that it has', () => {
    const known = new Set(
      blocksOf(text).map(({ kind, label }) => `${kind.split(' ')[1]}.${label}`),
    );
    const referred = [...text.matchAll(/\b(aws_\w+\.\w+)\b/g)].map(([, reference]) => reference);

    expect(referred.filter((reference) => !known.has(reference ?? ''))).toEqual([]);
    expect(referred.length).toBeGreaterThan(3);
  });

  test('uses the bus of an active source', () => {
    const { name } = anActiveSource();
    const active = terraformSnippet(receiverOf(anActiveSource()), target);

    expect(active).not.toContain('"aws_cloudwatch_event_bus"');
    expect(active.match(/event_bus_name = (.*)/g)).toEqual([
      `event_bus_name = "${name}"`,
      `event_bus_name = "${name}"`,
    ]);
  });
});

test.each([
  ['aws_cloudwatch_event_source', 'its name has been an ARN, and without the source no plan works'],
])('%s is not read: %s', (data) => {
  for (const target of ['log', 'queue', 'function'] as const)
    expect(terraformSnippet(receiverOf(aSource()), target)).not.toContain(data);
});

test('queues and a function have the policies that they need, a log group has its own', () => {
  expect(kindsOf('log')).toContain('resource aws_cloudwatch_log_resource_policy');
  expect(kindsOf('queue')).toContain('resource aws_sqs_queue_policy');
  expect(kindsOf('function')).toContain('resource aws_sqs_queue_policy');
  expect(kindsOf('function')).toContain('resource aws_lambda_permission');
});

test('the configuration for a log group and a queue, as people read it', () => {
  expect(terraformSnippet(receiverOf(aSource()), 'log')).toMatchInlineSnapshot(`
    "provider "aws" {
      region              = "eu-west-1"
      allowed_account_ids = ["111122223333"]
    }

    # When the vendor re-creates the source, it must be activated again, though nothing differs here:
    # aws events activate-event-source

    resource "aws_cloudwatch_event_bus" "partner" {
      name              = "aws.partner/vendor.test/acme/repo1/111122223333"
      event_source_name = "aws.partner/vendor.test/acme/repo1/111122223333"
    }

    resource "aws_cloudwatch_log_group" "partner" {
      name = "/aws/events/aws.partner/vendor.test/acme/repo1/111122223333"
    }

    # AWS takes 10 of these in a Region. One is enough for all log groups.
    resource "aws_cloudwatch_log_resource_policy" "partner" {
      policy_name = "partner-events-acme-repo1-ukibfp"
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

    resource "aws_cloudwatch_event_target" "partner" {
      rule           = aws_cloudwatch_event_rule.all.name
      event_bus_name = aws_cloudwatch_event_bus.partner.name
      arn            = aws_cloudwatch_log_group.partner.arn
    }
    "
  `);
  expect(terraformSnippet(receiverOf(anActiveSource()), 'queue')).toMatchInlineSnapshot(`
    "provider "aws" {
      region              = "eu-west-1"
      allowed_account_ids = ["111122223333"]
    }

    # The event bus exists. If it was made here, keep it: without it, the source waits again.
    # When the vendor re-creates the source, it must be activated again, though nothing differs here:
    # aws events activate-event-source

    # What EventBridge cannot deliver waits in the second queue: watch its depth.

    resource "aws_sqs_queue" "partner" {
      for_each                  = toset(["partner-events-acme-repo1-ukibfp", "partner-events-acme-repo1-ukibfp-undelivered"])
      name                      = each.key
      message_retention_seconds = 1209600
    }

    resource "aws_sqs_queue_policy" "partner" {
      for_each  = aws_sqs_queue.partner
      queue_url = each.value.url
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { Service = "events.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = each.value.arn
          Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.all.arn } }
        }]
      })
    }

    # Each event has "event/ID" in its resources: drop an ID that you have had. An event that is sent
    # again has "replay/REPLAY/event/ID" instead. To leave those out, add to the pattern:
    # resources = [{ prefix = "event/" }]
    resource "aws_cloudwatch_event_rule" "all" {
      name           = "all-partner-events"
      event_bus_name = "aws.partner/vendor.test/acme/repo1/111122223333"
      event_pattern = jsonencode({
        source = [{ prefix = "aws.partner/vendor.test/" }]
      })
    }

    resource "aws_cloudwatch_event_target" "partner" {
      rule           = aws_cloudwatch_event_rule.all.name
      event_bus_name = "aws.partner/vendor.test/acme/repo1/111122223333"
      arn            = aws_sqs_queue.partner["partner-events-acme-repo1-ukibfp"].arn
      dead_letter_config {
        arn = aws_sqs_queue.partner["partner-events-acme-repo1-ukibfp-undelivered"].arn
      }
    }
    "
  `);
});
