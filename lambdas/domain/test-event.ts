/**
 * The detail type of the event by which an administrator tests a source. No other event may have it; a
 * mapping takes it regardless of the detail types that it wants.
 */
export const testEventDetailType = 'Partner Event Source Test';
