import {
  deploymentsFor,
  registrationDeployment,
  type FunctionDeployment,
} from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { limits } from '../inputs.ts';
import { prices } from '../prices.ts';
import { fetchInputs, storingSeconds, stubMessageBytes } from './inputs.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

/** Large events, as a part of all. */
export interface LargeTraffic {
  /** Of all events, from 0 to 1. */
  readonly share: number;
  readonly detailBytes: number;
  /** Who stores the detail: the producer where the event does not fit a message, otherwise the function. */
  readonly storedBy: 'producer' | 'fan-out function';
  /** How often each detail is fetched: once for each customer who wants it. */
  readonly fetches: number;
}

/** What the large ones among a million events cost the vendor more, in dollars. */
export interface LargeBill {
  /** To send, receive and delete their messages. */
  readonly sqs: number;
  /** To store each detail, and to look at what a producer stored. */
  readonly storing: number;
  readonly storage: number;
  /** Requests of the fetches: HTTP API, function, table and S3. */
  readonly fetching: number;
  /** All of it, where customers fetch from the bucket's own Region: that transfer is free. */
  readonly total: number;
  /** What transfer adds, to another Region and to the internet. */
  readonly toRegion: number;
  readonly toInternet: number;
}

const million = 1_000_000;

/** What large events cost on top of the bill of the data plane. */
export function largeBill({ share, detailBytes, storedBy, fetches }: LargeTraffic): LargeBill {
  const events = share * million;
  const gb = (events * detailBytes) / 1e9;
  const isStoredHere = storedBy === 'fan-out function';
  const sqs =
    events * messageRequests(isStoredHere ? detailBytes : stubMessageBytes) * perRequest.sqs;
  const storing =
    events * (perRequest.put + (isStoredHere ? lambdaOf(storingSeconds, fanOut) : perRequest.look));
  const days = standardSettings.largeEvents.days + 1;
  const storage = gb * (days / 30) * prices.s3GbMonth.dollars;
  const fetching = events * fetches * fetchDollars();
  return {
    sqs,
    storing,
    storage,
    fetching,
    total: sqs + storing + storage + fetching,
    toRegion: gb * fetches * prices.transferToRegionGb.dollars,
    toInternet: gb * fetches * prices.transferToInternetGb.dollars,
  };
}

const fanOut = deployments['fan-out'];

const perRequest = {
  sqs: (prices.sqsMillionRequests.dollars + prices.sqsMillionFairRequests.dollars) / million,
  put: prices.s3MillionPuts.dollars / million,
  look: prices.s3MillionGets.dollars / million,
};

/** A message is sent and received alone, as it fills a request, and deleted. */
function messageRequests(bytes: number): number {
  return 2 * Math.ceil(bytes / limits.sqsChunkBytes) + 1;
}

function lambdaOf(seconds: number, { memoryMb }: Pick<FunctionDeployment, 'memoryMb'>): number {
  return seconds * (memoryMb / 1024) * prices.lambdaGbSecond.dollars;
}

/** A fetch: a request of the API, which looks at the mapping and the object, and one of S3. */
function fetchDollars(): number {
  const { seconds, readUnits, logBytes } = fetchInputs;
  return (
    (prices.httpApiMillionRequests.dollars +
      prices.lambdaMillionRequests.dollars +
      readUnits * prices.dynamodbMillionReads.dollars) /
      million +
    lambdaOf(seconds, registrationDeployment) +
    2 * perRequest.look +
    (logBytes / 1e9) * prices.logsGb.dollars
  );
}
