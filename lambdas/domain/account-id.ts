/** The id of an AWS account: 12 digits. */
export const accountId = /^\d{12}$/;
