import { controlOperations } from './control/control-operations.ts';
import { historyOperations } from './history/operations.ts';

/**
 * The operations of the history and of replays. They are a file of their own in the bundle: most requests
 * need none of them, and with little memory a cold start would take longer by all that it reads.
 */
export const lateOperations = { ...historyOperations, ...controlOperations };

/** Their ids. */
export type LateOperationId = keyof typeof lateOperations;
