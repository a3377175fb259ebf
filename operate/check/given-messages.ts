import { endOfString, isQuote, nestingStep } from '../../lambdas/domain/json-members.ts';
import { elementTexts } from '../../lambdas/domain/json-array.ts';
import { InputError } from '../../terminal/input-error.ts';
import { decodeLine, joinLines, linesOf } from '../input/lines.ts';

/** The text of a message, or of an event of a document that is a list of them. */
export interface GivenMessage {
  /** Where it begins, from 1. */
  readonly line: number;
  /** Which element of the list it is, from 1; absent if the input is no list. */
  readonly event?: number;
  /** Undefined if it is not UTF-8. */
  readonly text: string | undefined;
}

/**
 * Reads what services put on the queue: JSON Lines, of which each is a message, or one JSON document over any
 * number of lines: a list of events, or a message. Empty lines are skipped. Only a document is read whole.
 * Rejects with an InputError if the input is empty, cannot be read further, or is a document of more than
 * 256 MiB.
 *
 * @param name names the input in messages
 */
export async function* readMessages(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<GivenMessage> {
  const lines = linesOf(chunks, name);
  const written = writtenLines(lines);
  const { value: first } = await written.next();
  if (first === undefined) throw new InputError(`${name}: is empty`);
  if (isCutOff(first.text)) {
    const whole = decodeLine(await joinLines(first.bytes, lines, `${name}: the document`));
    yield* readDocument(whole, first.line);
    return;
  }
  const { value: second } = await written.next();
  if (second === undefined) {
    yield* readDocument(first.text, first.line);
    return;
  }
  yield messageOf(first);
  yield messageOf(second);
  for await (const one of written) yield messageOf(one);
}

interface Line {
  readonly line: number;
  readonly bytes: Buffer;
  readonly text: string | undefined;
}

/** The lines that are not empty. Whoever asks for no more of them may go on with the others of `lines`. */
async function* writtenLines(lines: AsyncGenerator<Buffer>): AsyncGenerator<Line, undefined> {
  let line = 0;
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    line += 1;
    const text = decodeLine(next.value);
    if (text?.trim() !== '') yield { line, bytes: next.value, text };
  }
}

function messageOf({ line, text }: Line): GivenMessage {
  return { line, text };
}

function* readDocument(text: string | undefined, line: number): Generator<GivenMessage> {
  const elements = text?.trimStart().startsWith('[') === true ? elementsOf(text) : [];
  if (elements.length === 0) yield { line, text };
  else yield* placed(elements, String(text), line);
}

function elementsOf(arrayText: string): readonly string[] {
  try {
    return elementTexts(arrayText);
  } catch {
    return [];
  }
}

function* placed(
  elements: readonly string[],
  arrayText: string,
  firstLine: number,
): Generator<GivenMessage> {
  let [line, from, event] = [firstLine, 0, 0];
  for (const text of elements) {
    event += 1;
    // There is nothing between two elements but white space and a comma.
    const start = arrayText.indexOf(text, from);
    line += lineFeedsIn(arrayText.slice(from, start));
    yield { line, event, text };
    line += lineFeedsIn(text);
    from = start + text.length;
  }
}

function lineFeedsIn(text: string): number {
  return text.split('\n').length - 1;
}

/** Whether a text ends within an object or an array, so that it goes on in the next line. */
function isCutOff(text: string | undefined): boolean {
  if (text === undefined) return false;
  let levels = 0;
  let at = 0;
  while (at < text.length) {
    levels += nestingStep(text.charCodeAt(at));
    at = isQuote(text, at) ? endOfString(text, at) : at + 1;
  }
  return levels > 0;
}
