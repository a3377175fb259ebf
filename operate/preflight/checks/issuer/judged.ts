import type { Finding } from '../../finding.ts';

/** A finding of the issuer's check, to which the check's name is added. */
export type Judged = Omit<Finding, 'check'>;
