import * as v from 'valibot';
import { isRegionCode } from '../../domain/region-code.ts';
import { listVariable } from '../environment.ts';
import { given } from '../setting.ts';
import { region, text, textList, url } from '../value-kinds.ts';

/** Where a function works and for whom: each deployment gives it its own. */
export const place = {
  mappingTableName: given({
    variable: 'MAPPING_TABLE_NAME',
    functions: ['fan-out', 'retry', 'replay', 'reconcile', 'registration'],
    kind: text,
    meaning: 'The mapping table.',
  }),
  homeRegion: given({
    variable: 'HOME_REGION',
    functions: ['fan-out', 'retry', 'replay'],
    kind: region,
    meaning: 'Where mappings are written; they are read in the function’s own Region.',
  }),
  eventsQueueUrl: given({
    variable: 'EVENTS_QUEUE_URL',
    functions: ['fan-out', 'replay', 'registration'],
    kind: url,
    meaning: 'The queue of the vendor’s events.',
  }),
  eventsDeadLetterQueueUrl: given({
    variable: 'EVENTS_DEAD_LETTER_QUEUE_URL',
    functions: ['fan-out'],
    kind: url,
    meaning: 'The dead-letter queue for messages that are not domain events.',
  }),
  retryQueueUrl: given({
    variable: 'RETRY_QUEUE_URL',
    functions: ['fan-out', 'retry', 'replay'],
    kind: url,
    meaning: 'The queue for entries that are retried.',
  }),
  retryDeadLetterQueueUrl: given({
    variable: 'RETRY_DEAD_LETTER_QUEUE_URL',
    functions: ['fan-out', 'retry', 'replay'],
    kind: url,
    meaning: 'The dead-letter queue for entries that were given up.',
  }),
  historyQueueUrl: given({
    variable: 'HISTORY_QUEUE_URL',
    functions: ['fan-out', 'retry', 'history', 'replay'],
    kind: url,
    meaning: 'The queue for what became of deliveries, on its way to the history.',
  }),
  historyTableName: given({
    variable: 'HISTORY_TABLE_NAME',
    functions: ['history', 'replay', 'registration'],
    kind: text,
    meaning: 'The table of the history; each Region with a data plane has one of this name.',
  }),
  historyBucketPrefix: given({
    variable: 'HISTORY_BUCKET_PREFIX',
    functions: ['fan-out', 'retry', 'history', 'replay', 'registration'],
    kind: text,
    meaning:
      'How the names of the buckets for the contents of events begin; a hyphen and the Region follow.',
  }),
  historyRegions: given({
    variable: 'HISTORY_REGIONS',
    functions: ['replay', 'registration'],
    kind: textList(),
    meaning: 'The Regions with a data plane, each of which has a part of the history.',
  }),
  payloadBucketPrefix: given({
    variable: 'PAYLOAD_BUCKET_PREFIX',
    functions: ['fan-out', 'retry', 'replay', 'registration'],
    kind: text,
    meaning:
      'How the names of the buckets for the details of large events begin; a hyphen and the Region follow.',
  }),
  publicUrl: given({
    variable: 'PUBLIC_URL',
    functions: ['reconcile'],
    kind: url,
    meaning: 'The address of the registration API, with which links to details begin.',
  }),
  replayQueueUrl: given({
    variable: 'REPLAY_QUEUE_URL',
    functions: ['replay', 'reconcile', 'registration'],
    kind: url,
    meaning: 'The queue of the replays that have something to send.',
  }),
  partnerName: given({
    variable: 'PARTNER_NAME',
    functions: ['reconcile', 'registration'],
    kind: text,
    meaning: 'The vendor’s partner name: its sources begin with `aws.partner/<name>/`.',
  }),
  brandFolder: given({
    variable: 'BRAND_FOLDER',
    functions: ['registration'],
    kind: text,
    meaning: 'Where the vendor’s name, logo and colours are for the page, if the stage has them.',
  }),
  searchedRegions: given({
    variable: 'REGIONS',
    functions: ['reconcile'],
    kind: textList(),
    meaning: 'Regions in which the reconciler looks for sources without a mapping.',
  }),
  customerRegions: given({
    variable: 'REGIONS',
    functions: ['registration'],
    kind: textList(
      v.pipe(
        listVariable,
        v.nonEmpty('is empty'),
        v.everyItem(isRegionCode, 'must be AWS Regions'),
      ),
    ),
    meaning: 'Regions that customers may choose.',
  }),
};
