/** An answer of AWS that says no: its error code, its sentence and the HTTP status it comes with. */
export class AwsError extends Error {
  override name = 'AwsError';
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
