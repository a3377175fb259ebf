import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas';
import { Construct } from 'constructs';
import { notificationDocuments } from '../../lambdas/contract/notification-documents.ts';
import { bindingName } from '../../lambdas/contract/schema-registry.ts';
import { schemaRegistryName, type Stage } from '../stage/stage.ts';

/** Properties of {@link NotificationSchemas}. */
export interface NotificationSchemasProps {
  readonly stage: Stage;
}

/**
 * A schema registry with the events that the reconciler puts on the vendor's default bus, one schema for
 * each detail type: an IDE makes code bindings of them. When a schema changes, the registry adds a version
 * and keeps the others.
 *
 * Registries and schemas cost nothing. The registry belongs to the stack: CloudFormation cannot delete it
 * while it has schemas of others.
 */
export class NotificationSchemas extends Construct {
  readonly registryName: string;

  constructor(scope: Construct, id: string, { stage }: NotificationSchemasProps) {
    super(scope, id);
    const registry = new CfnRegistry(this, 'Registry', {
      registryName: schemaRegistryName(stage),
      description: `Notifications about partner event sources (stage ${stage.name})`,
    });
    // By reference, so that the schemas are created after it and deleted before it.
    this.registryName = registry.attrRegistryName;
    for (const { detailType, schemaName, document } of notificationDocuments(stage.partnerName)) {
      new CfnSchema(this, bindingName(detailType), {
        registryName: this.registryName,
        schemaName,
        type: 'OpenApi3',
        description: document.info.description,
        content: JSON.stringify(document),
      });
    }
  }
}
