import { controlOperations } from './control/control-operations.ts';
import { catalogExportOperations } from './get-catalog-export.ts';
import { historyOperations } from './history/operations.ts';

/**
 * The operations of the history, of replays and of the catalogue's exports. They are a file of their own in the bundle: most requests
 * need none of them, and with little memory a cold start would take longer by all that it reads.
 */
export const lateOperations = {
  ...historyOperations,
  ...controlOperations,
  ...catalogExportOperations,
};

/** Their ids. */
export type LateOperationId = keyof typeof lateOperations;
