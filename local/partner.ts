/** The vendor's partner name in local mode; outside production it ends in `.test`. */
export const partnerName = 'vendor.example.test';

/** The vendor's AWS account in local mode; the emulator reads the account from the access key id. */
export const partnerAccount = '000000000100';

/** The Region of local mode's queues, table and functions. */
export const homeRegion = 'us-east-1';

/** Credentials of an account for the emulator. */
export function credentialsOf(account: string) {
  return { accessKeyId: account, secretAccessKey: 'local' };
}
