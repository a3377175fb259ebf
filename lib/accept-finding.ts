import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The rule packs of cdk-nag that the stack is held against (test/lib/rules.test.ts). */
type RulePack = 'AwsSolutions' | 'HIPAA.Security' | 'NIST.800.53.R5' | 'PCI.DSS.321' | 'Serverless';

/** A rule that packs have in common, which one construct does not follow. */
export interface AcceptedFinding {
  /** As the packs call it; with a finding in brackets if only that one is meant. */
  readonly rule: string;
  readonly packs: readonly RulePack[];
  readonly reason: string;
}

/** Says why a construct, and what CDK makes inside it, does not follow a rule. */
export function acceptFinding(
  construct: IConstruct,
  { rule, packs, reason }: AcceptedFinding,
): void {
  for (const pack of packs) {
    Validations.of(construct).acknowledge({ id: `${pack}::${pack}-${rule}`, reason });
  }
}

/** Why a role has a policy of its own and not one that others could share. */
export const ownPolicy: AcceptedFinding = {
  rule: 'IAMNoInlinePolicy',
  packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
  reason: 'The policy is for this role alone, and is made, changed and deleted with it.',
};
