/**
 * The part of [Standard Schema](https://standardschema.dev) that a vendor definition needs. Schemas
 * of zod, valibot, arktype and others have this shape.
 */
export interface StandardSchema<Input, Output> {
  /** What every Standard Schema carries. */
  readonly '~standard': StandardSchemaProps<Input, Output>;
}

/** What a {@link StandardSchema} carries. */
export interface StandardSchemaProps<Input, Output> {
  /** The version of Standard Schema. */
  readonly version: 1;
  /** The name of the library that made the schema. */
  readonly vendor: string;
  /** Checks a value. */
  readonly validate: (
    value: unknown,
  ) => StandardSchemaResult<Output> | Promise<StandardSchemaResult<Output>>;
  /** For the compiler only. */
  readonly types?: StandardSchemaTypes<Input, Output> | undefined;
}

/** The types of a {@link StandardSchema}. */
export interface StandardSchemaTypes<Input, Output> {
  /** What goes in. */
  readonly input: Input;
  /** What comes out. */
  readonly output: Output;
}

/** What a {@link StandardSchema} answers: a value, or what is wrong with it. */
export type StandardSchemaResult<Output> =
  | {
      /** What came out. */
      readonly value: Output;
      /** Nothing is wrong. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong. */
      readonly issues: readonly StandardSchemaIssue[];
    };

/** One fault that a {@link StandardSchema} found. */
export interface StandardSchemaIssue {
  /** What is wrong. May hold the value. */
  readonly message: string;
  /** Where: keys, or objects that hold one. */
  readonly path?: readonly (PropertyKey | StandardSchemaPathSegment)[] | undefined;
}

/** One step of the way to a fault. */
export interface StandardSchemaPathSegment {
  /** The key. */
  readonly key: PropertyKey;
}
