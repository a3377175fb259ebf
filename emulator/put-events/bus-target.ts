import { parseArn } from '../state/arns.ts';

const BUS = 'event-bus/';

/** The bus that an ARN names; undefined for the ARN of anything else. */
export function busTargetOf(
  arn: string,
): { region: string; account: string; bus: string } | undefined {
  if (!arn.includes(`:${BUS}`)) return undefined;
  const parsed = parseArn(arn);
  if (parsed?.service !== 'events' || !parsed.resource.startsWith(BUS)) return undefined;
  const { region, account, resource } = parsed;
  return { region, account, bus: resource.slice(BUS.length) };
}
