/** A price of AWS in us-east-1, and the page that it was read from. */
export interface Price {
  readonly dollars: number;
  /** What it buys. */
  readonly unit: string;
  readonly page: string;
  /** What that page says of its own date. */
  readonly dated: string;
}

/** When the pages were read. */
export const pricesReadOn = '22 and 29 November 2026';

const sqsPage = { page: 'https://cloudburn.io/blog/amazon-sqs-pricing', dated: 'March 2026' };
const lambdaPage = { page: 'https://cloudchipr.com/blog/aws-lambda-pricing', dated: '2024' };
const dynamodbPage = {
  page: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
  dated: 'July 2025',
};
const cloudWatchPage = {
  page: 'https://cloudcostcutter.cloud/article/aws-cloudwatch-cost-optimization-logs-metrics-alarms-2026',
  dated: '2026',
};
const kmsPage = {
  page: 'https://www.factualminds.com/blog/aws-kms-pricing-keys-requests-multi-region/',
  dated: 'June 2026',
};

const transferPage = {
  page: 'https://oneuptime.com/blog/post/2026-02-12-calculate-reduce-s3-data-transfer-costs/view',
  dated: 'February 2026',
};

const s3RequestsPage = {
  page: 'https://c3x.dev/blog/s3-request-fees-explained',
  dated: 'none',
};

/** The prices of the first tier, before any free tier, discount or savings plan. */
export const prices = {
  lambdaGbSecond: { dollars: 0.0000133334, unit: 'Lambda GB-second, arm64', ...lambdaPage },
  lambdaMillionRequests: {
    dollars: 0.2,
    unit: 'million Lambda requests',
    page: 'https://git.mcrn.ar/mariano/lambda_local_runner/src/branch/main/docs/lambdas-md/lambda-13-cost.md',
    dated: 'May 2026',
  },
  sqsMillionRequests: {
    dollars: 0.4,
    unit: 'million SQS requests, standard queue; each 64 KiB counts',
    ...sqsPage,
  },
  sqsMillionFairRequests: {
    dollars: 0.1,
    unit: 'million SQS requests with message groups, in addition; the model assumes every request',
    ...sqsPage,
  },
  dynamodbMillionReads: {
    dollars: 0.125,
    unit: 'million DynamoDB read request units, on demand',
    ...dynamodbPage,
  },
  dynamodbMillionWrites: {
    dollars: 0.625,
    unit: 'million DynamoDB write request units, on demand',
    ...dynamodbPage,
  },
  dynamodbWriteUnitHour: {
    dollars: 0.00065,
    unit: 'hour of a DynamoDB write unit a second, provisioned',
    page: 'https://www.linkedin.com/pulse/amazon-dynamodb-pricing-explained-detailed-breakdown-examples-raheja-u9bbc',
    dated: 'none',
  },
  dynamodbGbMonth: {
    dollars: 0.25,
    unit: 'GB in DynamoDB for a month',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    dated: 'none',
  },
  s3MillionPuts: { dollars: 5, unit: 'million S3 PUT requests', ...s3RequestsPage },
  s3MillionGets: { dollars: 0.4, unit: 'million S3 GET or HEAD requests', ...s3RequestsPage },
  s3GbMonth: {
    dollars: 0.023,
    unit: 'GB in S3 Standard for a month',
    page: 'https://www.usage.ai/blogs/aws/storage-cost/s3/cost-calculator/',
    dated: 'June 2026',
  },
  transferToInternetGb: {
    dollars: 0.09,
    unit: 'GB from S3 to the internet, the first 10 TB of a month',
    ...transferPage,
  },
  transferToRegionGb: { dollars: 0.02, unit: 'GB from S3 to another Region', ...transferPage },
  httpApiMillionRequests: {
    dollars: 1,
    unit: 'million requests of an HTTP API; each 512 KB counts',
    page: 'https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html',
    dated: 'none',
  },
  schedulerMillionInvocations: {
    dollars: 1,
    unit: 'million invocations by EventBridge Scheduler',
    page: 'https://cloudburn.io/blog/amazon-eventbridge-pricing',
    dated: 'March 2026',
  },
  logsGb: { dollars: 0.5, unit: 'GB into CloudWatch Logs', ...cloudWatchPage },
  metricMonth: { dollars: 0.3, unit: 'custom metric for a month', ...cloudWatchPage },
  kmsKeyMonth: {
    dollars: 1,
    unit: 'month of a KMS key, or of one of its rotations',
    page: 'https://aws.amazon.com/kms/pricing/',
    dated: 'none',
  },
  kmsTenThousandRequests: { dollars: 0.03, unit: '10,000 KMS requests', ...kmsPage },
  eventBridgeMillionEvents: {
    dollars: 1,
    unit: 'million partner events; each 64 KB counts',
    page: 'https://aws.amazon.com/eventbridge/pricing/',
    dated: 'none',
  },
} as const satisfies Readonly<Record<string, Price>>;
