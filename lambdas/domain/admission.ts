/** A source that counts against its tenant's limits. */
export interface CountedSource {
  readonly sourceArn: string;
  readonly isPending: boolean;
}

/** A source that a tenant was allowed to register. */
export interface AdmittedSource {
  readonly sourceArn: string;
  /** The time of the request that registers it, epoch milliseconds. */
  readonly admittedAtMs: number;
}

/** `recent` is what is to be remembered, the source itself among it. */
export type AdmissionDecision =
  | { readonly kind: 'admitted'; readonly recent: readonly AdmittedSource[] }
  | { readonly kind: 'sourceLimit' }
  | { readonly kind: 'pendingSourceLimit' };

// A registration ends within 30 s, and the index by which sources are counted is seconds behind.
const recentMs = 60_000;

/**
 * Whether a tenant may register a source, with all that it has and all that it was allowed to
 * register within the last minute, which those that are counted may not show yet. One that is among
 * them already may be registered again.
 *
 * @param counted the tenant's live sources, as far as they are known
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
  // Each registration of a source has an admission of its own, which it alone gives back.
  const admission = { sourceArn, admittedAtMs: nowMs };
  return { kind: 'admitted', recent: [...withoutAdmission(stillRecent, admission), admission] };
}

/** Admissions without that of one registration. */
export function withoutAdmission(
  recent: readonly AdmittedSource[],
  { sourceArn, admittedAtMs }: AdmittedSource,
): readonly AdmittedSource[] {
  return recent.filter((one) => one.sourceArn !== sourceArn || one.admittedAtMs !== admittedAtMs);
}
