import type { FunctionName } from './function-name.ts';
import type { StageKind, VariableKind } from './value-kinds.ts';

interface Facts {
  /** The functions that use it. */
  readonly functions: readonly FunctionName[];
  /** The environment variable by which they have it. */
  readonly variable?: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
}

/** Where a stage may set it, such as `reconcile.orphanGraceHours`. */
interface InStage<T> {
  readonly stageKey: string;
  readonly kind: StageKind<T>;
}

interface NotInStage<T> {
  readonly stageKey?: never;
  readonly kind: VariableKind<T>;
}

/** What it is unless something else is said, and why. */
interface WithDefault<T> {
  readonly default: T;
  readonly reason: string;
}

/** A row of the table, with a value of any kind. */
export interface Setting extends Facts {
  readonly stageKey?: string;
  readonly kind?: VariableKind<unknown>;
  readonly default?: unknown;
  readonly reason?: string;
  readonly otherwise?: string;
}

/** Rows by their names. */
export type Section = Readonly<Record<string, Setting>>;

/** Sections by their names. */
export type Table = Readonly<Record<string, Section>>;

/** A setting with a default. */
export function setting<
  T,
  const R extends Facts & (InStage<NoInfer<T>> | NotInStage<NoInfer<T>>) & WithDefault<NoInfer<T>>,
>(row: R & { readonly kind: VariableKind<T> }): R {
  return row;
}

/** What nothing but this table sets: the functions have it without a variable. */
export function fixed<const R extends Omit<Facts, 'variable'> & WithDefault<unknown>>(row: R): R {
  return row;
}

/** What each deployment gives: an address, a name, or what it has worked out. */
export function given<
  T,
  const R extends Facts &
    (InStage<NoInfer<T>> | NotInStage<NoInfer<T>>) & {
      /** What it is unless something is said, in words: it follows from something else. */
      readonly otherwise?: string;
    },
>(row: R & { readonly kind: VariableKind<T> }): R {
  return row;
}

/** What a row's value is. */
export type ValueOf<R extends Setting> = R extends { readonly kind: VariableKind<infer T> }
  ? T
  : R['default'] extends number
    ? number
    : R['default'];

/** Whether a function uses a row. */
type IsOf<R extends Setting, F extends FunctionName> = [
  Extract<F, R['functions'][number]>,
] extends [never]
  ? false
  : true;

/** The settings that a function uses, of some sections: values by section and name. */
export type SettingsOf<T extends Table, F extends FunctionName> = {
  readonly [S in keyof T]: {
    readonly [K in keyof T[S] as IsOf<T[S][K], F> extends true ? K : never]: ValueOf<T[S][K]>;
  };
};

/** The names of the rows of a section that are a variable of a function. */
type WrittenNames<S extends Section, F extends FunctionName> = {
  [K in keyof S]: S[K] extends { readonly variable: string }
    ? IsOf<S[K], F> extends true
      ? K
      : never
    : never;
}[keyof S];

/** What the variables of a function are written from: values by section and name. */
export type WrittenSettings<T extends Table, F extends FunctionName> = {
  readonly [S in keyof T as [WrittenNames<T[S], F>] extends [never] ? never : S]: {
    readonly [K in WrittenNames<T[S], F>]: ValueOf<T[S][K]>;
  };
};

type VariableRows<T extends Table, F extends FunctionName> = {
  [S in keyof T]: T[S][WrittenNames<T[S], F>] & { readonly variable: string };
}[keyof T];

/** The names of a function's variables. */
export type VariableOf<T extends Table, F extends FunctionName> = VariableRows<T, F>['variable'];

/** The values of a function's variables, by their names. */
export type EnvironmentValues<T extends Table, F extends FunctionName> = {
  readonly [R in VariableRows<T, F> as R['variable']]: ValueOf<R>;
};

type DefaultedNames<S extends Section> = {
  [K in keyof S]: S[K] extends { readonly reason: string } ? K : never;
}[keyof S];

/** The values of the rows that have a default: by section and name. */
export type Defaults<T extends Table> = {
  readonly [S in keyof T as [DefaultedNames<T[S]>] extends [never] ? never : S]: {
    readonly [K in DefaultedNames<T[S]>]: ValueOf<T[S][K]>;
  };
};

/** Other values for some rows than their defaults. */
export type Overrides<T extends Table> = {
  readonly [S in keyof Defaults<T>]?:
    { readonly [K in keyof Defaults<T>[S]]?: Defaults<T>[S][K] | undefined } | undefined;
};
