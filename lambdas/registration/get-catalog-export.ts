import { chooseCoding } from './accept-encoding.ts';
import { problemAnswer, uncached, type Answer } from './answers.ts';
import { problem } from './problems.ts';
import type { Operation } from './read-request.ts';
import { decodePath, type OperationId } from './routes.ts';

/** The operation that sends a file of the catalogue's exports. */
export const catalogExportOperations: Readonly<
  Record<Extract<OperationId, 'getCatalogExport'>, Operation>
> = {
  async getCatalogExport({ parameter, headers }, { catalogExports }) {
    const name = decodePath(parameter);
    const content = await catalogExports.find(name);
    if (content === undefined) return problemAnswer(problem('notFound'));
    return await fileAnswer(name, content, headers['accept-encoding']);
  },
};

/** A compressed file as it is sent. Only whoever does not take gzip makes the function expand it. */
async function fileAnswer(
  name: string,
  content: Buffer,
  acceptEncoding: string | undefined,
): Promise<Answer> {
  const headers = {
    ...uncached,
    'content-type': name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    vary: 'Accept-Encoding',
  };
  if (chooseCoding(acceptEncoding, ['gzip', 'identity']) === 'gzip') {
    return {
      statusCode: 200,
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: content.toString('base64'),
      isBase64Encoded: true,
    };
  }
  const { gunzipSync } = await import('node:zlib');
  return { statusCode: 200, headers, body: gunzipSync(content).toString() };
}
