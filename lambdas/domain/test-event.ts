/**
 * The detail type of the event by which an administrator tests a source. No other event may have it; a
 * mapping takes it whatever detail types it wants.
 */
export const testEventDetailType = 'Partner Event Source Test';
