import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The rule packs of cdk-nag that the stacks are checked against (test/lib/rules.test.ts). */
type RulePack = 'AwsSolutions' | 'HIPAA.Security' | 'NIST.800.53.R5' | 'PCI.DSS.321' | 'Serverless';

/** A finding of cdk-nag that is accepted: a rule, shared by packs, that one construct does not follow. */
export interface AcceptedFinding {
  /** The packs' name for it; with a finding in brackets if only that one is accepted. */
  readonly rule: string;
  readonly packs: readonly RulePack[];
  readonly reason: string;
}

/** Records why a construct, and what CDK creates inside it, does not follow a rule. */
export function acceptFinding(
  construct: IConstruct,
  { rule, packs, reason }: AcceptedFinding,
): void {
  for (const pack of packs) {
    Validations.of(construct).acknowledge({ id: `${pack}::${pack}-${rule}`, reason });
  }
}

/** A role has an inline policy, not one that other roles could share. */
export const ownPolicy: AcceptedFinding = {
  rule: 'IAMNoInlinePolicy',
  packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
  reason: 'The policy is for this role only, and is created, changed and deleted with it.',
};
