import * as v from 'valibot';
import { archiveRule, archiveRuleName } from '../archives/archive-rule.ts';
import { archivedBytesOf, eventsIn, newArchiveStore } from '../archives/archived-events.ts';
import { alreadyExists, internalError, notFound } from '../protocol/aws-error.ts';
import {
  archiveName,
  description,
  eventPattern,
  eventsArn,
  kmsKeyIdentifier,
  paging,
} from '../protocol/members.ts';
import { refuseFilters } from '../protocol/one-filter.ts';
import { nameOf, page } from '../protocol/page.ts';
import { integer, optional, structure } from '../protocol/shapes.ts';
import type { Archive } from '../state/archive.ts';
import { archiveArn, eventBusArn } from '../state/arns.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { requireBusToArchive } from './named-bus.ts';
import { answer, epochSeconds, operation } from './operation.ts';
import { addRule } from './rules.ts';

const ARCHIVE_STATES = [
  'ENABLED',
  'DISABLED',
  'CREATING',
  'UPDATING',
  'CREATE_FAILED',
  'UPDATE_FAILED',
];

const settings = {
  Description: optional(description),
  EventPattern: optional(eventPattern),
  RetentionDays: optional(integer({ min: 0, max: 2_147_483_647 })),
  KmsKeyIdentifier: optional(kmsKeyIdentifier),
};

const named = structure({ ArchiveName: archiveName });

/** Keeps the events of a bus of the caller's own from now on. */
export const createArchive = operation(
  structure({ ArchiveName: archiveName, EventSourceArn: eventsArn, ...settings }),
  (world, caller, input) => {
    const { ArchiveName: name, EventPattern: patternText, RetentionDays = 0 } = input;
    const bus = requireBusToArchive(world, caller, input.EventSourceArn);
    const archives = archivesOf(world, caller);
    if (archives.has(name)) throw alreadyExists(`Archive ${name} already exists.`);
    const rule = ruleOf(caller, name, patternText);
    // Else a customer's rule of that name would be lost, with its targets.
    if (bus.rules.has(rule.name)) throw alreadyExists(`Rule ${rule.name} already exists.`);
    addRule(world, bus, rule);
    const archive: Archive = {
      name,
      bus: bus.name,
      createdAtMs: world.clock.nowMs(),
      events: newArchiveStore(world),
      patternText,
      retentionDays: RetentionDays,
      shown: shownOf(input),
    };
    archives.set(name, archive);
    return changed(caller, archive);
  },
);

/** Changes what is given, and keeps the rest and the events. */
export const updateArchive = operation(
  structure({ ArchiveName: archiveName, ...settings }),
  (world, caller, input) => {
    const archive = archivesOf(world, caller).get(input.ArchiveName);
    // As LocalStack has recorded it, for all that the service model has ResourceNotFoundException.
    if (archive === undefined) {
      throw internalError('Service encountered unexpected problem. Please try again.');
    }
    if (input.EventPattern !== undefined) {
      const bus = requireBusToArchive(world, caller, archive.bus);
      addRule(world, bus, ruleOf(caller, archive.name, input.EventPattern));
      archive.patternText = input.EventPattern;
    }
    archive.retentionDays = input.RetentionDays ?? archive.retentionDays;
    archive.shown = { ...archive.shown, ...shownOf(input) };
    return changed(caller, archive);
  },
);

/** Deletes an archive with its events. */
export const deleteArchive = operation(named, (world, caller, input) => {
  const archive = requireArchive(world, caller, input.ArchiveName);
  archivesOf(world, caller).delete(archive.name);
  const bus = regionOf(world, caller.region).busesOf(caller.account).get(archive.bus);
  const rule = bus?.rules.get(archiveRuleName(archive.name));
  if (rule?.archive === archive.name) bus?.rules.delete(rule.name);
  return {};
});

/** One archive, with the number of its events. */
export const describeArchive = operation(named, (world, caller, input) => {
  const archive = requireArchive(world, caller, input.ArchiveName);
  return answer({
    ArchiveArn: archiveArn(caller.region, caller.account, archive.name),
    EventPattern: archive.patternText,
    ...archive.shown,
    ...listed(world, caller, archive),
  });
});

/** The account's archives in the Region by name, or those that fit one filter. */
export const listArchives = operation(
  structure({
    NamePrefix: optional(archiveName),
    EventSourceArn: optional(eventsArn),
    State: optional(v.picklist(ARCHIVE_STATES)),
    ...paging,
  }),
  (world, caller, input) => {
    refuseFilters('ListArchives', input);
    const { NamePrefix: prefix = '', EventSourceArn, State } = input;
    const bus =
      EventSourceArn === undefined ? undefined : requireBusToArchive(world, caller, EventSourceArn);
    const wanted = [...archivesOf(world, caller).values()]
      .filter(({ name }) => name.startsWith(prefix))
      .filter((archive) => bus === undefined || archive.bus === bus.name)
      .filter(() => State === undefined || State === 'ENABLED');
    const { items, NextToken } = page(wanted, { list: 'ListArchives', keyOf: nameOf }, input);
    const Archives = items.map((archive) => listed(world, caller, archive));
    return answer({ Archives, NextToken });
  },
);

/** The caller's archive of this name. Throws when it does not exist. */
function requireArchive(world: World, caller: Caller, name: string): Archive {
  const archive = archivesOf(world, caller).get(name);
  if (archive === undefined) throw notFound(`Archive ${name} does not exist.`);
  return archive;
}

function archivesOf(world: World, { region, account }: Caller): Map<string, Archive> {
  return regionOf(world, region).archivesOf(account);
}

function ruleOf({ region, account }: Caller, name: string, patternText: string | undefined) {
  return archiveRule({ name, region, archiveArn: archiveArn(region, account, name) }, patternText);
}

function shownOf({ Description, KmsKeyIdentifier }: { [member: string]: unknown }) {
  return answer({ Description, KmsKeyIdentifier });
}

function changed({ region, account }: Caller, { name, createdAtMs }: Archive) {
  return {
    ArchiveArn: archiveArn(region, account, name),
    State: 'ENABLED',
    CreationTime: epochSeconds(createdAtMs),
  };
}

function listed(world: World, { region, account }: Caller, archive: Archive) {
  const events = eventsIn(world, archive);
  return {
    ArchiveName: archive.name,
    EventSourceArn: eventBusArn(region, account, archive.bus),
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    SizeBytes: events.reduce((sum, event) => sum + archivedBytesOf(event), 0),
    EventCount: events.length,
    CreationTime: epochSeconds(archive.createdAtMs),
  };
}
