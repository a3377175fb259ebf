import { App } from 'aws-cdk-lib';
import { CustomerMails } from './customer-mails.ts';

// Write your own values here.
new CustomerMails(new App(), 'CustomerMails', {
  // The account and the home Region of the stage.
  env: { account: '111122223333', region: 'us-east-1' },
  partnerName: 'vendor.example',
  vendorName: 'Vendor',
  pageUrl: 'https://vendor.example/event-sources',
  from: 'events@vendor.example',
  supportAddress: 'support@vendor.example',
  addressesTable: 'customers',
});
