/** The ARN of a partner event source. Its account field is empty: partner and customer share it. */
export const eventSourceArn = (region: string, name: string) =>
  `arn:aws:events:${region}::event-source/${name}`;

/** The ARN of an event bus in a customer's account. */
export const eventBusArn = (region: string, account: string, name: string) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** The ARN of a rule; it omits the default bus. */
export const ruleArn = (region: string, account: string, bus: string, rule: string) =>
  `arn:aws:events:${region}:${account}:rule/${bus === 'default' ? '' : `${bus}/`}${rule}`;

/** The partner's name in a source name: the segment after `aws.partner/`. */
export const partnerNameOf = (sourceName: string) => sourceName.split('/')[1] ?? '';

/** An ARN's parts; undefined for any other text. */
export function parseArn(
  arn: string,
): { service: string; region: string; account: string; resource: string } | undefined {
  const parts = /^arn:[^:]+:([^:]+):([^:]*):([^:]*):(.+)$/u.exec(arn);
  if (parts === null) return undefined;
  const [, service = '', region = '', account = '', resource = ''] = parts;
  return { service, region, account, resource };
}

/** The ARN of an archive. */
export const archiveArn = (region: string, account: string, name: string) =>
  `arn:aws:events:${region}:${account}:archive/${name}`;

/** The ARN of a replay. */
export const replayArn = (region: string, account: string, name: string) =>
  `arn:aws:events:${region}:${account}:replay/${name}`;
