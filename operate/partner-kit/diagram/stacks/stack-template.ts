/** A stack's template, as the CDK synthesizes it. */
export interface StackTemplate {
  readonly stack: string;
  readonly region: string;
  readonly template: unknown;
}

/** A resource of a stack. */
export interface StackResource {
  /** What stands for it in the properties of other resources: see `readStacks`. */
  readonly token: string;
  /** For example `AWS::SQS::Queue`. */
  readonly type: string;
  /** With text in the place of each of CloudFormation's functions. */
  readonly properties: unknown;
}

/** The resources of a Region, those of its state and those of its services. */
export interface RegionResources {
  readonly region: string;
  readonly resources: readonly StackResource[];
}
