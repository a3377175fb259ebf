import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { noArguments } from '../arguments.ts';
import { refuseProbeOptions } from '../probe/probe-options.ts';
import { commonOptions, readTarget, type Target } from '../target/target.ts';

/** What `fanout validate` is asked for. */
export interface ValidateOptions {
  readonly target: Target;
  /** As given: names with commas between. */
  readonly regions: string | undefined;
  readonly customerProfile: string | undefined;
  readonly tokenFile: string | undefined;
  readonly otherTokenFile: string | undefined;
  /** The folder of the report; undefined for none. */
  readonly report: string | undefined;
  /** Whether account numbers are hidden in what is written. */
  readonly mask: boolean;
  readonly asJson: boolean;
  readonly isDryRun: boolean;
  readonly isCleanUp: boolean;
}

/** The options of `fanout validate`, as they are typed. */
const validateOptions = {
  ...commonOptions,
  regions: { type: 'string' },
  'customer-profile': { type: 'string' },
  'token-file': { type: 'string' },
  'other-token-file': { type: 'string' },
  report: { type: 'string' },
  mask: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  'clean-up': { type: 'boolean', default: false },
} as const;

/** Reads the options of `fanout validate`. Throws an InputError. */
export function readValidateOptions(args: readonly string[]): ValidateOptions {
  refuseProbeOptions(args);
  const { values, positionals } = parseArguments(args, validateOptions);
  noArguments(positionals);
  const target = readTarget(values);
  const customerProfile = values['customer-profile'];
  const tokenFile = values['token-file'];
  const otherTokenFile = values['other-token-file'];
  if (target.kind === 'local') {
    const given = { customerProfile, tokenFile, otherTokenFile };
    if (Object.values(given).some((value) => value !== undefined)) {
      throw new InputError('profiles and tokens are for a stage: local mode has its own');
    }
  }
  const isDryRun = values['dry-run'];
  const isCleanUp = values['clean-up'];
  if (isDryRun && isCleanUp) throw new InputError('specify either --dry-run or --clean-up');
  const { report, mask } = values;
  if (report === '') throw new InputError('--report needs the name of a folder');
  return {
    target,
    report,
    mask,
    regions: values.regions,
    customerProfile,
    tokenFile,
    otherTokenFile,
    asJson: values.json,
    isDryRun,
    isCleanUp,
  };
}
