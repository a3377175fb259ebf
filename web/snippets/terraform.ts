import { terraformString } from './quote.ts';
import { busNotes, comment, duplicateNotes, sourcePrefix, type Receiver } from './receiver.ts';
import {
  consumerName,
  logGroupName,
  logPolicyNote,
  logStatement,
  ownName,
  queuesOf,
  retentionSeconds,
  ruleName,
  undeliveredName,
  targetNotes,
  type Target,
} from './target.ts';

/** A Terraform configuration that accepts a source and sends its events to a target. */
export function terraformSnippet(receiver: Receiver, target: Target): string {
  const { account, region } = receiver;
  const provider = `provider "aws" {
  region              = ${terraformString(region)}
  allowed_account_ids = [${terraformString(account)}]
}`;
  const notes = targetNotes(target);
  const blocks = [
    provider,
    comment('#', busNotes(receiver)),
    ...(receiver.hasBus ? [] : [bus(receiver)]),
    ...(notes.length > 0 ? [comment('#', notes)] : []),
    ...(target === 'log' ? [log(receiver)] : [queues(receiver, target)]),
    ...(target === 'function' ? [consumer] : []),
    rule(receiver, target),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function bus({ name }: Receiver): string {
  return `resource "aws_cloudwatch_event_bus" "partner" {
  name              = ${terraformString(name)}
  event_source_name = ${terraformString(name)}
}`;
}

function log(receiver: Receiver): string {
  const { Principal, Action, Resource } = logStatement(receiver);
  return `resource "aws_cloudwatch_log_group" "partner" {
  name = ${terraformString(logGroupName(receiver.name))}
}

# ${logPolicyNote}
resource "aws_cloudwatch_log_resource_policy" "partner" {
  policy_name = "${ownName(receiver)}"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ${list(Principal.Service)} }
      Action    = ${list(Action)}
      Resource  = ${terraformString(Resource)}
    }]
  })
}`;
}

function queues(receiver: Receiver, target: Target): string {
  return `resource "aws_sqs_queue" "partner" {
  for_each                  = toset(${list(queuesOf(receiver, target))})
  name                      = each.key
  message_retention_seconds = ${retentionSeconds}
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
}`;
}

const consumer = `data "aws_lambda_function" "partner" {
  function_name = "${consumerName}"
}

resource "aws_lambda_permission" "partner" {
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_function.partner.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.all.arn
}`;

const queueArn = (queue: string) => `aws_sqs_queue.partner["${queue}"].arn`;

function targetArn(receiver: Receiver, target: Target): string {
  switch (target) {
    case 'log':
      return 'aws_cloudwatch_log_group.partner.arn';
    case 'queue':
      return queueArn(ownName(receiver));
    case 'function':
      return 'data.aws_lambda_function.partner.arn';
  }
}

function rule(receiver: Receiver, target: Target): string {
  const { name, hasBus } = receiver;
  const deadLetters = `
  dead_letter_config {
    arn = ${queueArn(undeliveredName(receiver))}
  }`;
  const busName = hasBus ? terraformString(name) : 'aws_cloudwatch_event_bus.partner.name';
  return `${comment('#', [...duplicateNotes, 'resources = [{ prefix = "event/" }]'])}
resource "aws_cloudwatch_event_rule" "all" {
  name           = "${ruleName}"
  event_bus_name = ${busName}
  event_pattern = jsonencode({
    source = [{ prefix = ${terraformString(sourcePrefix(name))} }]
  })
}

resource "aws_cloudwatch_event_target" "partner" {
  rule           = aws_cloudwatch_event_rule.all.name
  event_bus_name = ${busName}
  arn            = ${targetArn(receiver, target)}${target === 'log' ? '' : deadLetters}
}`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map(terraformString).join(', ')}]`;
}
