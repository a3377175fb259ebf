import type { SourceView } from '../contract/source-view.ts';
import type { Mapping } from '../domain/mapping.ts';
import { isErrorResolved } from '../domain/resolved-error.ts';

/** A mapping as `Source` of openapi.yaml; what it does not have is null. */
export function sourceView(mapping: Mapping, nowMs: number): SourceView {
  const { sourceName, sourceArn, generator, account, region, createdAt, retirement } = mapping;
  // The expiry of a deleted source is of no use.
  const expirationTime = retirement === undefined ? mapping.expirationTime : undefined;
  return {
    name: sourceName,
    displayName: mapping.displayName ?? null,
    arn: sourceArn,
    generator,
    account,
    region,
    detailTypes: mapping.detailTypes ?? null,
    state: retirement === undefined ? mapping.state : 'DELETED',
    expirationTime: expirationTime ?? null,
    expiresInSeconds: expirationTime === undefined ? null : secondsUntil(expirationTime, nowMs),
    createdAt,
    lastCheckedAt: mapping.lastCheckedAt ?? null,
    ...activityView(mapping),
    retirement: retirement ?? null,
    ...missedView(mapping),
    consoleUrl: consoleUrl(region),
  };
}

function activityView(mapping: Mapping): Pick<SourceView, 'lastAcceptedEvent' | 'lastError'> {
  const { lastAcceptedEvent: accepted, lastError } = mapping;
  return {
    lastAcceptedEvent: accepted ? { ...accepted, state: accepted.state ?? 'unknown' } : null,
    lastError: lastError ? { ...lastError, resolved: isErrorResolved(mapping) } : null,
  };
}

function missedView({ pausedAt, missedSince, sendsMissedOnceActive = false }: Mapping) {
  return {
    pausedAt: pausedAt ?? null,
    missedSince: missedSince ?? null,
    sendsMissedOnceActive,
  };
}

/** A source's path in the API. */
export function sourceLocation({ sourceName, region }: Mapping): string {
  return `/sources/${encodeURIComponent(sourceName)}?region=${region}`;
}

function secondsUntil(time: string, nowMs: number): number {
  return Math.max(0, Math.floor((Date.parse(time) - nowMs) / 1000));
}

/** The console's page of partner event sources; no deeper link is documented. */
function consoleUrl(region: string): string {
  return `https://${region}.${consoleDomain(region)}/events/home?region=${region}#/partners`;
}

function consoleDomain(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
}
