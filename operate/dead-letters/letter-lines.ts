import { alignColumns, type Cell } from '../../terminal/table.ts';
import { shortDuration } from '../durations.ts';
import { plainLines, plainText } from '../plain-text.ts';
import { layOutBody, type DeadLetterView } from './dead-letter.ts';

/** A dead letter as it is told, and its body. */
export interface ToldLetter extends DeadLetterView {
  readonly body: string;
}

const excerptLength = 80;
/** A list stays one, though an attribute may have a megabyte. */
const maxCellLength = 256;

/** The first characters of a body, for a list. */
export function excerptOf(body: string): string {
  return Array.from(plainText(body.slice(0, 2 * excerptLength)))
    .slice(0, excerptLength)
    .join('');
}

/** Dead letters as a table, the beginning of each body under its row; nothing if there are none. */
export function letterTable(letters: readonly ToldLetter[]): readonly string[] {
  if (letters.length === 0) return [];
  const header = ['id', 'queue', 'code', 'attempts', 'first failure', 'age', 'reason', 'source'];
  const [head = '', ...rows] = alignColumns([header, ...letters.map(rowOf)]);
  return [
    head,
    ...rows.flatMap((row, index) => [row, `      ${excerptOf(letters[index]?.body ?? '')}`]),
  ];
}

function rowOf(letter: ToldLetter): Cell[] {
  return [
    letter.id,
    letter.queue,
    told(letter.errorCode),
    told(letter.attempts),
    told(letter.firstFailureTime),
    letter.ageSeconds === null ? '-' : shortDuration(letter.ageSeconds),
    told(letter.reason),
    told(letter.sourceName),
  ].map((cell) => (cell.length > maxCellLength ? `${cell.slice(0, maxCellLength)}…` : cell));
}

/** All that is known of a dead letter, its body laid out. */
export function letterPage(letter: ToldLetter): readonly string[] {
  return [
    ...alignColumns([
      ['id', letter.id],
      ['queue', letter.queue],
      ['reason', told(letter.reason)],
      ['error code', told(letter.errorCode)],
      ['error message', told(letter.errorMessage)],
      ['source', told(letter.sourceName)],
      ['attempts', told(letter.attempts)],
      ['first failure', told(letter.firstFailureTime)],
      ['dead-lettered', sentText(letter)],
      ['receives', told(letter.receives)],
      ['bytes', String(letter.bytes)],
    ]),
    '',
    plainLines(layOutBody(letter.body)),
  ];
}

function sentText({ sentAt, ageSeconds }: ToldLetter): string {
  return ageSeconds === null ? '-' : `${sentAt} (${shortDuration(ageSeconds)} ago)`;
}

function told(value: string | number | null): string {
  if (value === '') return '(empty)';
  return value === null ? '-' : plainText(String(value));
}
