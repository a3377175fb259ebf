import { format } from 'prettier';
import { notificationDocuments } from '../../lambdas/contract/notification-documents.ts';
import { bindingName } from '../../lambdas/contract/schema-registry.ts';
import { notificationPage } from './notification-page.ts';

/** Where the files are, from the root of the project. */
const notificationsFolder = 'docs/notifications';

/** The source of the events in the documents; a vendor's own is its partner name. */
const source = 'vendor.example.com';

/** `docs/notifications`: the page to read, and the documents of the schema registry, laid out as Prettier does. */
export async function notificationFiles(): Promise<
  readonly { readonly path: string; readonly text: string }[]
> {
  const page = await format(notificationPage(), { parser: 'markdown' });
  const documents = notificationDocuments(source).map(async ({ detailType, document }) => ({
    path: `${notificationsFolder}/${bindingName(detailType)}.json`,
    text: await format(JSON.stringify(document), { parser: 'json', printWidth: 100 }),
  }));
  return [
    { path: `${notificationsFolder}/README.md`, text: page },
    ...(await Promise.all(documents)),
  ];
}
