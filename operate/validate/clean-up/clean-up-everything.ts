import { countOf } from '../../plain-text.ts';
import { removalOf } from '../run-validation.ts';
import type { Subject } from '../subject/subject.ts';
import type { CleanUpResult } from '../validation.ts';
import { cleanUpOthers } from './clean-up-others.ts';
import { tenantEraser, type TenantErasing } from './erase-tenants.ts';
import { findMappingsOfRuns } from './mappings-of-runs.ts';

/** Takes away what runs have left in some Regions that were killed: `fanout validate --clean-up`. */
export async function cleanUpEverything(
  subject: Subject,
  regions: readonly string[],
  erasing: TenantErasing,
): Promise<CleanUpResult> {
  const { connection } = subject;
  const { clock, log, progress } = erasing;
  return await cleanUpOthers({
    subject,
    regions,
    clock,
    removal: removalOf({ subject, log }),
    mappingsOfRuns: async () =>
      await findMappingsOfRuns(connection.mappingTableName, log, (read) =>
        progress.show(`${countOf(read, 'source')} read`),
      ),
    eraseTenant: tenantEraser(connection, erasing),
    onProgress: (text) => progress.show(text),
  });
}
