import { mappingTableName, type Stage } from '../../../lib/stage/stage.ts';
import type { Verdict } from '../finding.ts';

type OfStage = Pick<Stage, 'name' | 'homeRegion' | 'production'>;

/**
 * What a table with the stage's name in its home Region means if it is not part of its state stack.
 *
 * @param holder the stack that it belongs to; undefined if to none
 */
export function judgeHomeLeftover(stage: OfStage, holder: string | undefined): Verdict {
  const table = mappingTableName(stage);
  if (holder !== undefined) {
    return {
      status: 'fails',
      text: `${table} belongs to the stack ${holder}, so a deployment fails with "already exists"`,
      remedy: stage.production
        ? `it holds registrations: deploy this stage under another name, or ${backup(stage, stage.homeRegion)} first`
        : deletion(stage, stage.homeRegion),
    };
  }
  if (stage.production) return importable(stage);
  return {
    status: 'fails',
    text: `${table} is left from an earlier deployment, so a deployment fails with "already exists"`,
    remedy: deletion(stage, stage.homeRegion),
  };
}

/**
 * What a table with the stage's name in another of its Regions means if it is not a replica of the home
 * Region's table. If the home Region has none, it may be the only copy of the registrations: this
 * happens if `homeRegion` was changed after the services were destroyed.
 */
export function judgeOtherLeftover(stage: OfStage, region: string, isOnlyCopy: boolean): Verdict {
  const table = mappingTableName(stage);
  const back = `set homeRegion back to ${region} in stages/${stage.name}.json`;
  const text = isOnlyCopy
    ? `${table} is left from an earlier deployment, and ${stage.homeRegion} has none, so this is the only copy`
    : `${table} is left from an earlier deployment, not a replica of the one in ${stage.homeRegion}, so a deployment fails with "already exists"`;
  const ways = stage.production
    ? [...(isOnlyCopy ? [back] : []), `${backup(stage, region)} before anything else`]
    : [...(isOnlyCopy ? [back] : []), deletion(stage, region)];
  const holds = stage.production ? 'it holds registrations: ' : '';
  return { status: 'fails', text, remedy: `${holds}${ways.join(', or ')}` };
}

// CloudFormation imports resources that its template would retain (docs/adr/0025).
function importable(stage: OfStage): Verdict {
  return {
    status: 'warning',
    text: `${mappingTableName(stage)} is left from an earlier deployment, with its mappings`,
    remedy: `npx cdk deploy -c stage=${stage.name} --all --import-existing-resources imports it; without that option a deployment fails with "already exists"`,
  };
}

// Only outside production: the content of production tables cannot be re-created.
function deletion(stage: OfStage, region: string): string {
  const release = `aws dynamodb update-table --table-name ${mappingTableName(stage)} --no-deletion-protection-enabled --region ${region}`;
  return `delete it: ${release}, then delete-table`;
}

function backup(stage: OfStage, region: string): string {
  const table = mappingTableName(stage);
  return `take a backup (aws dynamodb create-backup --table-name ${table} --backup-name ${table} --region ${region})`;
}
