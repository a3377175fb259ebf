import type { Evidence, ItemResult, Validation } from '../../validate/validation.ts';
import { accountFinder, secretFinders } from './finders.ts';
import { textMask } from './text-mask.ts';
import { maskedValue } from './value-mask.ts';

/** What is hidden besides secrets. */
export interface MaskOptions {
  /** Whether account numbers become stand-ins, such as ACCOUNT-1, and pictures are left out. */
  readonly mask: boolean;
}

/** Replaces what must not be shown in a text. */
export type Mask = (text: string) => string;

/** The mask of a run: it hides its secrets and credentials, and on demand its account numbers. */
export function maskOf(validation: Validation, { mask }: MaskOptions): Mask {
  const { secrets, accounts } = validation;
  return textMask([...secretFinders(secrets), ...(mask ? [accountFinder(accounts)] : [])]);
}

/** A run without what must not be shown. Pictures stay, for they cannot be masked. */
export function maskedValidation(validation: Validation, mask: Mask): Validation {
  const { items, cleanUp } = validation;
  return {
    ...validation,
    title: mask(validation.title),
    partnerName: mask(validation.partnerName),
    startedAt: mask(validation.startedAt),
    endedAt: mask(validation.endedAt),
    regions: validation.regions.map(mask),
    accounts: validation.accounts.map(mask),
    secrets: [],
    items: items.map((item) => maskedItem(item, mask)),
    cleanUp: { ...cleanUp, left: cleanUp.left.map(mask) },
  };
}

function maskedItem(item: ItemResult, mask: Mask): ItemResult {
  return {
    ...item,
    region: item.region === undefined ? undefined : mask(item.region),
    problems: item.problems.map(mask),
    notes: item.notes.map(mask),
    evidence: item.evidence.map((evidence) => maskedEvidence(evidence, mask)),
  };
}

function maskedEvidence(evidence: Evidence, mask: Mask): Evidence {
  const common = { at: mask(evidence.at), title: mask(evidence.title) };
  switch (evidence.kind) {
    case 'call': {
      const { call, request, answer } = evidence;
      return {
        ...evidence,
        ...common,
        call: mask(call),
        answer: maskedValue(answer, mask),
        ...(request !== undefined && { request: maskedValue(request, mask) }),
      };
    }
    case 'finding':
      return { ...evidence, ...common, lines: evidence.lines.map(mask) };
    case 'screenshot':
      return { ...evidence, ...common };
  }
}
