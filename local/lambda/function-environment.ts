import { basename, dirname, extname } from 'node:path';

/** The settings that determine the environment of a function's process. */
export interface FunctionSettings {
  readonly name: string;
  readonly region: string;
  /** The file that exports `handler`, such as `.../index.mjs`. */
  readonly bundlePath: string;
  readonly memoryMb: number;
  /** The function's own variables. They override all except those that Lambda reserves. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The account of the functions in local mode, the same as that of the local queues. */
export const functionAccount = '000000000000';

/** The ARN of a function in local mode. */
export function functionArn({ name, region }: FunctionSettings): string {
  return `arn:aws:lambda:${region}:${functionAccount}:function:${name}`;
}

/**
 * All the variables of a function's process. Of our own environment it gets only PATH, so that a function runs with
 * exactly the variables it has in Lambda.
 */
export function processEnvironment(
  settings: FunctionSettings,
  process: { readonly runtimeApi: string; readonly logStream: string; readonly path: string },
): Record<string, string> {
  const { name, region, bundlePath, memoryMb, environment } = settings;
  const moduleName = basename(bundlePath, extname(bundlePath));
  return {
    PATH: process.path,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: process.logStream,
    AWS_LAMBDA_RUNTIME_API: process.runtimeApi,
    LAMBDA_TASK_ROOT: dirname(bundlePath),
    _HANDLER: `${moduleName}.handler`,
  };
}
