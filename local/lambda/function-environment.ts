import { basename, dirname, extname } from 'node:path';

/** What the environment of a function's process is made from. */
export interface FunctionSettings {
  readonly name: string;
  readonly region: string;
  /** The file that exports `handler`, such as `.../index.mjs`. */
  readonly bundlePath: string;
  readonly memoryMb: number;
  /** The function's own variables. They win over all but those which Lambda reserves. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The account of the functions in local mode: the one which the local queues have too. */
export const functionAccount = '000000000000';

/** The ARN which a function has in local mode. */
export function functionArn({ name, region }: FunctionSettings): string {
  return `arn:aws:lambda:${region}:${functionAccount}:function:${name}`;
}

/**
 * All the variables of a function's process. Nothing of our own environment goes in but PATH, so that a function runs
 * here on exactly what it would be given in Lambda.
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
