import { chooseCoding } from './accept-encoding.ts';
import type { Answer } from './answers.ts';

/** A shorter body fits the first packets of a connection uncompressed. */
const minBodyBytes = 4_096;

/**
 * An answer of the API as it is sent: a long text, such as a detail type's schema, is compressed for
 * clients that accept gzip. Brotli would take longer than it saves. What is compressed already stays so.
 */
export async function compressAnswer(
  answer: Answer,
  acceptEncoding: string | undefined,
): Promise<Answer> {
  const { body, headers, isBase64Encoded } = answer;
  if (body === undefined || isBase64Encoded === true || Buffer.byteLength(body) < minBodyBytes)
    return answer;
  const varying = { ...headers, vary: 'Accept-Encoding' };
  const coding = chooseCoding(acceptEncoding, ['gzip', 'identity']);
  if (coding !== 'gzip') return { ...answer, headers: varying };
  // Loaded when it is needed, so that not every cold start pays for it.
  const { gzipSync } = await import('node:zlib');
  return {
    ...answer,
    headers: { ...varying, 'content-encoding': 'gzip' },
    body: gzipSync(body).toString('base64'),
    isBase64Encoded: true,
  };
}
