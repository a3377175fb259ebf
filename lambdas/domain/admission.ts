/** A source that counts against its tenant's limits. */
export interface CountedSource {
  readonly sourceArn: string;
  readonly isPending: boolean;
}

/** A source that was admitted: its tenant may register it. */
export interface AdmittedSource {
  readonly sourceArn: string;
  /** The time of the request that registers it, epoch milliseconds. */
  readonly admittedAtMs: number;
}

/** `recent` is what to remember, the source itself included. */
export type AdmissionDecision =
  | { readonly kind: 'admitted'; readonly recent: readonly AdmittedSource[] }
  | { readonly kind: 'sourceLimit' }
  | { readonly kind: 'pendingSourceLimit' };

// A registration ends within 30 s, and the index by which sources are counted is seconds behind.
const recentMs = 60_000;

/**
 * Whether a tenant may register a source. It counts the tenant's sources and those that were admitted
 * within the last minute, since the index may not show these yet. A source that is counted already may be
 * registered again.
 *
 * @param counted the tenant's live sources, as far as the index shows them
 */
export function decideAdmission(
  sourceArn: string,
  { counted, recent }: { counted: readonly CountedSource[]; recent: readonly AdmittedSource[] },
  limits: { readonly maxSources: number; readonly maxPendingSources: number },
  nowMs: number,
): AdmissionDecision {
  const stillRecent = recent.filter((one) => Math.abs(nowMs - one.admittedAtMs) < recentMs);
  const isPending = new Map(stillRecent.map((one) => [one.sourceArn, true]));
  for (const source of counted) isPending.set(source.sourceArn, source.isPending);
  if (!isPending.has(sourceArn)) {
    if (isPending.size >= limits.maxSources) return { kind: 'sourceLimit' };
    const pending = [...isPending.values()].filter(Boolean).length;
    if (pending >= limits.maxPendingSources) return { kind: 'pendingSourceLimit' };
  }
  // Each registration of a source has its own admission, which only it gives back.
  const admission = { sourceArn, admittedAtMs: nowMs };
  return { kind: 'admitted', recent: [...withoutAdmission(stillRecent, admission), admission] };
}

/** The admissions without the one of this registration. */
export function withoutAdmission(
  recent: readonly AdmittedSource[],
  { sourceArn, admittedAtMs }: AdmittedSource,
): readonly AdmittedSource[] {
  return recent.filter((one) => one.sourceArn !== sourceArn || one.admittedAtMs !== admittedAtMs);
}
