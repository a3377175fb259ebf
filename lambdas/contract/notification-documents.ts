import { notificationMeanings, notificationSchema } from '../domain/notification-schema.ts';
import { notificationTypes, type NotificationType } from '../domain/notification.ts';
import { registryDocument, registrySchemaName, type RegistryDocument } from './schema-registry.ts';

/** A notification's detail type, described for EventBridge's schema registry. */
export interface NotificationDocument {
  readonly detailType: NotificationType;
  /** The name of the schema in the registry. */
  readonly schemaName: string;
  readonly document: RegistryDocument;
}

/** The documents of all notifications for a vendor, by the source that its notifications have: the partner's name. */
export function notificationDocuments(source: string): readonly NotificationDocument[] {
  return notificationTypes.map((detailType) => {
    const description = notificationMeanings[detailType];
    const detail = notificationSchema(detailType);
    return {
      detailType,
      schemaName: registrySchemaName({ source, detailType }),
      document: registryDocument({ source, detailType, description, detail }),
    };
  });
}
