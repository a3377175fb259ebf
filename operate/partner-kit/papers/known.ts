import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import type { Stage } from '../../../lib/stage/stage.ts';
import type { Partner } from '../partner-file.ts';

/** What the papers are filled from. */
export interface Known {
  readonly stage: Stage;
  readonly settings: Settings;
  readonly partner: Partner;
  /** As it is shown to people. */
  readonly partnerFile: string;
}

/** How the stage's file is shown to people. */
export function stageFile({ name }: Pick<Stage, 'name'>): string {
  return `stages/${name}.json`;
}

/** Whose accounts call the partner API in tests: what partner.json says, or the account of a test stage. */
export function testAccountsOf({ stage, partner }: Known): readonly string[] {
  const ofStage = stage.production || stage.account === undefined ? [] : [stage.account];
  return partner.partnerTestAccounts ?? ofStage;
}

/** The Regions of the tests: what partner.json says, or those in which the stage is deployed. */
export function testRegionsOf({ stage, partner }: Known): readonly string[] {
  return partner.testRegions ?? stage.regions;
}
