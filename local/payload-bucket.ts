import { homeRegion } from './partner.ts';

/** How the name of the bucket for the details of large events begins. */
export const payloadBucketPrefix = 'payloads';

/** The bucket for the details of large events. */
export const payloadBucketName = `${payloadBucketPrefix}-${homeRegion}`;
