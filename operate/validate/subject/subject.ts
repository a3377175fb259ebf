import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Producer } from '../../../producer/index.ts';
import type { Connection } from '../../target/connection.ts';
import type { RecorderTimes } from '../../history/erase-everywhere.ts';
import type { SendApi } from '../api/send-api.ts';
import type { TenantApi } from '../api/tenant-calls.ts';
import type { Bounds } from '../bounds.ts';

/** What a walk is done on: a stage, or local mode; the product from outside, and both sides of AWS. */
export interface Subject {
  readonly kind: 'stage' | 'local';
  /** Such as "stage dev" or "local mode at port 4600". */
  readonly title: string;
  /** How to repeat the walk's target on a command line: `--stage dev`. */
  readonly options: string;
  /** That of the home Region. */
  readonly connection: Connection;
  /** The page and what else needs no token. */
  readonly page: SendApi;
  /** The page's address, without a slash at its end. */
  readonly pageUrl: string;
  readonly tenants: Tenants;
  readonly partner: Side;
  readonly customer: CustomerSide;
  readonly producer: Pick<Producer, 'sendEvents'>;
  /** What is worth knowing of the run as a whole; with the page's item. */
  readonly notes: readonly string[];
  readonly bounds: Bounds;
  /** How the recorder is waited for, if not as on a stage. */
  readonly recorder?: RecorderTimes;
  /** Only local mode's EventBridge can be made to fail. */
  readonly faults?: FaultControl;
  /** Only local mode's time can be moved. */
  readonly passTime?: (seconds: number) => Promise<void>;
  /** The deployed templates, by stack; local mode has none. */
  readonly templates?: () => Promise<readonly DeployedTemplate[]>;
  close(): void;
}

/** Whose sources are registered. */
export interface Tenants {
  readonly first: TenantApi;
  /** To show that names of different tenants differ; undefined where there is no token of a second one. */
  readonly second: TenantApi | undefined;
  /** Whether only this run has them, so that all that is kept of them may go. */
  readonly areOwn: boolean;
}

/** An account, and its EventBridge in each Region. */
export interface Side {
  readonly account: string;
  readonly eventBridge: (region: string) => Pick<EventBridgeClient, 'send'>;
}

/** The customer's account. */
export interface CustomerSide extends Side {
  readonly sqs: (region: string) => Pick<SQSClient, 'send'>;
  /** How its commands by hand begin: `aws --profile customer`. */
  readonly cli: string;
}

/** The errors that EventBridge is made to answer for entries of single sources. */
export interface FaultControl {
  read(): Promise<readonly unknown[]>;
  /** Puts others in the place of those that there are now; one change at a time. */
  change(update: UpdateErrors): Promise<void>;
}

/** What becomes of the errors that there are. */
export type UpdateErrors = (sourceErrors: readonly unknown[]) => readonly unknown[];

/** A template as it is deployed. */
export interface DeployedTemplate {
  readonly stack: string;
  readonly region: string;
  readonly template: unknown;
}
