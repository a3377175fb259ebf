/** What a text names that somebody has pasted where the name of a source or an account is wanted. */
export interface Pasted {
  /** The name of a partner event source, which is that of its event bus too. */
  readonly sourceName?: string;
  /** Of the customer, 12 digits. */
  readonly account?: string;
  readonly region?: string;
}

/** What a pasted text names: an ARN of any kind, a source's name, or an account's number; else nothing. */
export function readPasted(text: string): Pasted {
  const trimmed = text.trim();
  const arn = /^arn:[^:]*:([^:]*):([^:]*):([^:]*):(.+)$/s.exec(trimmed);
  if (arn !== null) return ofArn(arn);
  return trimmed.startsWith(prefix) ? ofName(trimmed) : ofNumber(trimmed);
}

function ofArn([, service, region = '', account = '', resource = '']: RegExpExecArray): Pasted {
  const name = service === 'events' ? sourceNameIn(resource) : undefined;
  return {
    ...(name !== undefined && ofName(name)),
    ...(region !== '' && { region }),
    ...(isAccount(account) && { account }),
  };
}

/** The Region and the name in the ARN of a source or of an event bus. The API reads this much alone. */
export function readSourceArn(text: string): { region?: string; name?: string } {
  const arn = /^arn:[^:]+:events:(?<region>[^:]+):\d*:event-(?:source|bus)\/(?<name>.+)$/.exec(
    text,
  );
  return arn?.groups ?? {};
}

/** An account's number as people write it, without its spaces and dashes. */
export function withoutSeparators(text: string): string {
  return text.replaceAll(/[\s\p{Pd}]/gu, '');
}

const prefix = 'aws.partner/';

function sourceNameIn(resource: string): string | undefined {
  const [, kind, name = ''] = /^(event-source|event-bus|rule)\/(.*)$/s.exec(resource) ?? [];
  if (!name.startsWith(prefix)) return undefined;
  // The name of a rule has no slash.
  return kind === 'rule' ? name.slice(0, name.lastIndexOf('/')) : name;
}

function ofName(sourceName: string): Pasted {
  const last = sourceName.slice(sourceName.lastIndexOf('/') + 1);
  return { sourceName, ...(isAccount(last) && { account: last }) };
}

function ofNumber(text: string): Pasted {
  const account = withoutSeparators(text);
  return isAccount(account) ? { account } : {};
}

function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}
