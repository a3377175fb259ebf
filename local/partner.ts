/** The vendor's partner name in local mode; `.test` stands at its end outside production. */
export const partnerName = 'vendor.example.test';

/** The vendor's AWS account in local mode; the emulator takes the access key id for the account. */
export const partnerAccount = '000000000100';

/** The Region where local mode's queues, table and functions are. */
export const homeRegion = 'us-east-1';

/** Credentials of an account, as the emulator knows them. */
export function credentialsOf(account: string) {
  return { accessKeyId: account, secretAccessKey: 'local' };
}
