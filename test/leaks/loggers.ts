/** What loggers make of an error: each as its documentation, or its source, says. */

/** One that was caught, written as the logger would send it. */
type Logger = (error: unknown) => unknown;

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; typeof at === 'object' && at !== null && !causes.includes(at); ) {
    causes.push(at);
    at = Reflect.get(at, 'cause');
  }
  return causes;
}

const read = (error: unknown, key: string): unknown => Reflect.get(Object(error), key);
const textOf = (error: unknown, key: string): string => String(read(error, key));

/** Everything that `for … in` finds: inherited members, too. */
function enumerable(error: unknown): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const key in Object(error)) members[key] = read(error, key);
  return members;
}

export const LOGGERS: Readonly<Record<string, Logger>> = {
  // https://github.com/pinojs/pino-std-serializers, lib/err.js and lib/err-helpers.js
  pino: (error) => ({
    type: read(read(error, 'constructor'), 'name'),
    message: causesOf(error)
      .map((each) => textOf(each, 'message'))
      .join(': '),
    stack: causesOf(error)
      .map((each) => textOf(each, 'stack'))
      .join('\ncaused by: '),
    aggregateErrors: read(error, 'errors'),
    ...enumerable(error),
  }),

  // https://github.com/winstonjs/logform, errors.js with { stack: true, cause: true }
  winston: (error) => ({
    ...Object(error),
    message: read(error, 'message'),
    stack: read(error, 'stack'),
    cause: causesOf(error).slice(1).map(enumerable),
  }),

  // https://docs.sentry.io/platforms/javascript: linked errors, and the integration ExtraErrorData
  sentry: (error) => ({
    exception: {
      values: causesOf(error).map((each) => ({
        type: read(each, 'name'),
        value: read(each, 'message'),
        stacktrace: textOf(each, 'stack').split('\n'),
      })),
    },
    extra: causesOf(error).map((each) => ({ ...Object(each) })),
  }),

  // https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/
  openTelemetry: (error) => ({
    'exception.type': read(error, 'code') ?? read(error, 'name'),
    'exception.message': read(error, 'message'),
    'exception.stacktrace': read(error, 'stack'),
  }),
};
