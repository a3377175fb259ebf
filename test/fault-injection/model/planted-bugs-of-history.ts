import type { HistoryRow } from '../../../lambdas/domain/history/row.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { HistoryChunk, HistoryRecord } from '../../../lambdas/ports/history.ts';
import type { PlantedBug } from './planted-bugs.ts';
import {
  heldInAPause,
  leftInAPause,
  skippedInAnOutage,
  stoppedAndHeldAgain,
  stoppedWhileSending,
} from './planted-histories.ts';

/** The rows of a chunk without some of them. */
function without(chunk: HistoryChunk, isLost: (row: HistoryRow) => boolean): HistoryChunk {
  return { ...chunk, rows: async () => (await chunk.rows()).filter((row) => !isLost(row)) };
}

function withoutSkip(mapping: Mapping): Mapping {
  const { skipBefore: _, ...rest } = mapping;
  return rest;
}

const isNoAcceptance = ({ row }: HistoryRecord) => row.outcome !== 'accepted';
const isOfGoneSource = ({ reason }: HistoryRow) => reason === 'sourceGone';

/** Faults in what records, reads and replays the history; each must be found. */
export const plantedBugsOfHistory: readonly PlantedBug[] = [
  {
    name: 'a message is acknowledged before its rows are on the history queue',
    seed: 1,
    breaks: ['nothing is lost', 'the history has every row'],
    sabotage: {
      history: (sink) => ({
        ...sink,
        async record(records, time) {
          void sink.record(records, time);
          return records.map(() => true);
        },
      }),
    },
  },
  {
    name: 'a held delivery is settled although the history refused it',
    seed: 19,
    breaks: ['nothing is lost'],
    sabotage: {
      history: (sink) => ({
        ...sink,
        async record(records, time) {
          const taken = await sink.record(records, time);
          return taken.map((isTaken, index) => isTaken || records[index]?.row.outcome === 'held');
        },
      }),
    },
  },
  {
    name: 'accepted rows are not sent',
    breaks: ['the history has every row', 'what was missed can be had', 'what happens is counted'],
    sabotage: {
      history: (sink) => ({
        ...sink,
        async record(records, time) {
          const answers = await sink.record(records.filter(isNoAcceptance), time);
          const left = answers.values();
          return records.map((record) => !isNoAcceptance(record) || left.next().value === true);
        },
      }),
    },
  },
  {
    name: 'rows that the history refused are not counted',
    seed: 1,
    breaks: ['what happens is counted'],
    sabotage: { report: (counters) => ({ ...counters, historyRowsLost: 0 }) },
  },
  {
    name: 'the recorder deletes messages before their round is committed',
    seed: 5,
    breaks: ['the history has every row'],
    sabotage: {
      recorder: ({ queue, ...services }) => ({
        ...services,
        queue: {
          ...queue,
          async receive() {
            const messages = await queue.receive();
            await queue.delete(messages);
            return messages;
          },
        },
      }),
    },
  },
  {
    name: 'the recorder forgets which messages it has recorded',
    seed: 38,
    breaks: ['the history has every row'],
    sabotage: {
      recorder: ({ table, ...services }) => ({
        ...services,
        table: { ...table, loadMessageIds: async () => new Map() },
      }),
    },
  },
  {
    name: 'the recorder writes a round under two times',
    breaks: ['the history has every row'],
    sabotage: {
      recorder: ({ table, ...services }) => ({
        ...services,
        table: {
          ...table,
          async writeChunks(chunks, roundMs, time) {
            await table.writeChunks(chunks, roundMs - 1, time);
            return await table.writeChunks(chunks, roundMs, time);
          },
        },
      }),
    },
  },
  {
    name: 'the reader leaves out what was held because a source was gone',
    seed: 5,
    breaks: ['the history has every row', 'what was missed can be had'],
    sabotage: {
      readers: (reader) => ({
        ...reader,
        async page(source, query) {
          const { chunks, ...page } = await reader.page(source, query);
          return { ...page, chunks: chunks.map((chunk) => without(chunk, isOfGoneSource)) };
        },
      }),
    },
  },
  {
    name: 'a pause does not note since when events are missed',
    breaks: ['what was missed can be had'],
    example: heldInAPause,
    sabotage: {
      controls: (controls) => ({
        control: (version, control) =>
          controls.control(
            version,
            control.kind === 'pause' ? { ...control, booksMissed: false } : control,
          ),
      }),
    },
  },
  {
    name: 'who goes on after a pause leaves what was held',
    breaks: ['what was missed can be had'],
    example: heldInAPause,
    sabotage: {
      controls: (controls) => ({
        control: (version, control) =>
          controls.control(
            version,
            control.kind === 'resume' ? { ...control, leavesMissed: true } : control,
          ),
      }),
    },
  },
  {
    name: 'a replay does not save how far it has come',
    breaks: ['duplicates only from ambiguity', 'what was missed is sent once'],
    example: heldInAPause,
    sabotage: {
      replays: (table) => ({
        ...table,
        save: ({ run, ...replay }) =>
          table.save({
            ...replay,
            cursor: {},
            ...(run !== undefined && { run: { ...run, seen: '', within: {} } }),
          }),
      }),
    },
  },
  {
    name: 'a replay does not know what a stopped one has sent',
    breaks: ['what was missed is sent once'],
    example: stoppedWhileSending,
    sabotage: {
      replays: (table) => ({
        ...table,
        create: (replay) => table.create({ ...replay, ...(replay.passed && { passed: [] }) }),
      }),
    },
  },
  {
    name: 'a stopped replay counts as having sent whatever comes later',
    breaks: ['what was missed can be had'],
    example: stoppedAndHeldAgain,
    sabotage: {
      replays: (table) => ({
        ...table,
        create: (replay) =>
          table.create({
            ...replay,
            ...(replay.passed && {
              passed: replay.passed.map((one) => ({
                ...one,
                toMs: Infinity,
                cursor: { 'us-east-1': '9' },
              })),
            }),
          }),
      }),
    },
  },
  {
    name: 'what a customer leaves is not noted',
    breaks: ['what was left stays so'],
    example: leftInAPause,
    sabotage: {
      controls: (controls) => ({
        control: (version, control) =>
          controls.control(
            version,
            control.kind === 'missedDecided' && control.from === undefined
              ? { ...control, until: '1970-01-01T00:00:00.000Z' }
              : control,
          ),
      }),
    },
  },
  {
    name: 'the retry function does not see what a customer skips',
    breaks: ['what was left stays so'],
    example: skippedInAnOutage,
    sabotage: {
      mappings: (table) => ({
        ...table,
        async findLive(generator, options) {
          const found = await table.findLive(generator, options);
          return found.map((mapping) => withoutSkip(mapping));
        },
      }),
    },
  },
];
