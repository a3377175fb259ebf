import { transformSync } from 'esbuild';

/** The jest transform for TypeScript: types are stripped, nothing else changes. */
const transformer = {
  process(source, filename) {
    return transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node24',
      sourcemap: 'inline',
      sourcefile: filename,
    });
  },
};

export default transformer;
