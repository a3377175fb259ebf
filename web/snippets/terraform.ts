import { terraformString } from './quote.ts';
import {
  comment,
  duplicateNotes,
  logGroupName,
  logStatement,
  recreatedNotes,
  sourcePrefix,
  type Receiver,
} from './receiver.ts';

/** A Terraform configuration that accepts a source and writes its events to a log group. */
export function terraformSnippet(receiver: Receiver): string {
  const { account, region } = receiver;
  const provider = `provider "aws" {
  region              = ${terraformString(region)}
  allowed_account_ids = [${terraformString(account)}]
}`;
  const blocks = [
    provider,
    comment('#', recreatedNotes),
    ...(receiver.hasBus ? [] : [bus(receiver)]),
    log(receiver),
    rule(receiver),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function bus({ name }: Receiver): string {
  return `data "aws_cloudwatch_event_source" "partner" {
  name_prefix = ${terraformString(name)}
}

resource "aws_cloudwatch_event_bus" "partner" {
  name              = data.aws_cloudwatch_event_source.partner.name
  event_source_name = data.aws_cloudwatch_event_source.partner.name
}`;
}

function log(receiver: Receiver): string {
  const { Principal, Action, Resource } = logStatement(receiver);
  return `resource "aws_cloudwatch_log_group" "partner" {
  name = ${terraformString(logGroupName(receiver.name))}
}

resource "aws_cloudwatch_log_resource_policy" "partner" {
  policy_name = "partner-events-to-logs"
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

function rule({ name, hasBus }: Receiver): string {
  const busName = hasBus ? terraformString(name) : 'aws_cloudwatch_event_bus.partner.name';
  return `${comment('#', [...duplicateNotes, 'resources = [{ prefix = "event/" }]'])}
resource "aws_cloudwatch_event_rule" "all" {
  name           = "all-partner-events"
  event_bus_name = ${busName}
  event_pattern = jsonencode({
    source = [{ prefix = ${terraformString(sourcePrefix(name))} }]
  })
}

resource "aws_cloudwatch_event_target" "log" {
  rule           = aws_cloudwatch_event_rule.all.name
  event_bus_name = ${busName}
  arn            = aws_cloudwatch_log_group.partner.arn
}`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map(terraformString).join(', ')}]`;
}
