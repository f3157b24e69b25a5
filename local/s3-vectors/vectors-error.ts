/** The status of each error of S3 Vectors that the local endpoint answers, by its type. */
const statuses = {
  ValidationException: 400,
  SerializationException: 400,
  NotFoundException: 404,
  UnknownOperationException: 404,
  ConflictException: 409,
} as const;

/** What is wrong with a field of a request. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * An error that S3 Vectors answers to a request.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Vectors.html
 */
export class VectorsError extends Error {
  override readonly name = "VectorsError";

  constructor(
    readonly type: keyof typeof statuses,
    message: string,
    /** Only of a ValidationException. */
    readonly fieldList?: readonly FieldError[],
  ) {
    super(message);
  }

  get status(): number {
    return statuses[this.type];
  }
}

/** The error of a field that is not as it must be. */
export function invalidField(path: string, problem: string, message = problem): VectorsError {
  return new VectorsError("ValidationException", message, [{ path, message: problem }]);
}
