import { alignColumns, type Cell } from '../../terminal/table.ts';
import { shortDuration } from '../durations.ts';
import { formatBody } from '../format-body.ts';
import { plainLines, plainText } from '../plain-text.ts';
import type { DeadLetterView } from './dead-letter.ts';

/** A dead letter as it is listed, with its body. */
export interface ListedDeadLetter extends DeadLetterView {
  readonly body: string;
}

const excerptLength = 80;
/** Keeps a list readable although an attribute may have a megabyte. */
const maxCellLength = 256;

/** The first characters of a body, for a list. */
export function excerptOf(body: string): string {
  return Array.from(plainText(body.slice(0, 2 * excerptLength)))
    .slice(0, excerptLength)
    .join('');
}

/** Dead letters as a table, the start of each body under its row; nothing if there are none. */
export function deadLetterTable(letters: readonly ListedDeadLetter[]): readonly string[] {
  if (letters.length === 0) return [];
  const header = ['id', 'queue', 'code', 'attempts', 'first failure', 'age', 'reason', 'source'];
  const [head = '', ...rows] = alignColumns([header, ...letters.map(rowOf)]);
  return [
    head,
    ...rows.flatMap((row, index) => [row, `      ${excerptOf(letters[index]?.body ?? '')}`]),
  ];
}

function rowOf(letter: ListedDeadLetter): Cell[] {
  return [
    letter.id,
    letter.queue,
    cellText(letter.errorCode),
    cellText(letter.attempts),
    cellText(letter.firstFailureTime),
    letter.ageSeconds === null ? '-' : shortDuration(letter.ageSeconds),
    cellText(letter.reason),
    cellText(letter.sourceName),
  ].map((cell) => (cell.length > maxCellLength ? `${cell.slice(0, maxCellLength)}…` : cell));
}

/** All details of a dead letter and its formatted body. */
export function deadLetterPage(letter: ListedDeadLetter): readonly string[] {
  return [
    ...alignColumns([
      ['id', letter.id],
      ['queue', letter.queue],
      ['reason', cellText(letter.reason)],
      ['error code', cellText(letter.errorCode)],
      ['error message', cellText(letter.errorMessage)],
      ['source', cellText(letter.sourceName)],
      ['attempts', cellText(letter.attempts)],
      ['first failure', cellText(letter.firstFailureTime)],
      ['dead-lettered', sentText(letter)],
      ['receives', cellText(letter.receives)],
      ['bytes', String(letter.bytes)],
    ]),
    '',
    plainLines(formatBody(letter.body)),
  ];
}

function sentText({ sentAt, ageSeconds }: ListedDeadLetter): string {
  return ageSeconds === null ? '-' : `${sentAt} (${shortDuration(ageSeconds)} ago)`;
}

function cellText(value: string | number | null): string {
  if (value === '') return '(empty)';
  return value === null ? '-' : plainText(String(value));
}
