// What runs in the fresh process: imports a bundle (first argument) as Lambda's runtime does, and hands its handler an
// event (second argument, JSON), if there is one. Built-in modules come by getBuiltinModule: an import would load,
// before the clock runs, what the bundle is to load itself.
const [file = '', event] = process.argv.slice(1);
const { createRequire } = process.getBuiltinModule('node:module');
const { pathToFileURL } = process.getBuiltinModule('node:url');
const require = createRequire(file);

const cpuBefore = process.cpuUsage();
const startMs = performance.now();
const bundle: Record<string, unknown> = file.endsWith('.mjs')
  ? await import(pathToFileURL(file).href)
  : require(file);
const importMs = performance.now() - startMs;
const { user, system } = process.cpuUsage(cpuBefore);

const { handler } = bundle;
if (typeof handler !== 'function') throw new TypeError(`${file} exports no handler`);
const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: 'first' };
const invokedMs = performance.now();
const response: unknown =
  event === undefined ? undefined : await handler(JSON.parse(event), context);
const firstBatchMs = event === undefined ? undefined : importMs + performance.now() - invokedMs;

const result = { importMs, importCpuMs: (user + system) / 1000, firstBatchMs, response };
process.getBuiltinModule('node:fs').writeSync(3, JSON.stringify(result));
// Its connections would keep it.
process.exit();
