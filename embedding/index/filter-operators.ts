/** The value of a key of a vector's metadata; undefined where it is absent. */
export type FilteredValue = string | number | boolean | readonly (string | number)[] | undefined;

type Scalar = string | number | boolean;

const elements = (value: FilteredValue): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Of a list, one element is enough. */
const equals = (value: FilteredValue, operand: Scalar) => elements(value).includes(operand);

const compares =
  (holds: (value: number, operand: number) => boolean) =>
  (value: FilteredValue, operand: number): boolean =>
    typeof value === "number" && holds(value, operand);

/**
 * Whether the value of a key is what an operator of S3 Vectors asks for. AWS does not say what `$ne` and `$nin` make of a vector
 * without the key: here it is not equal. Nor what `$startsWith` makes of a list: here one element is enough, as for `$eq`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html
 */
export const filterOperators = {
  $eq: equals,
  $ne: (value: FilteredValue, operand: Scalar) => !equals(value, operand),
  $gt: compares((value, operand) => value > operand),
  $gte: compares((value, operand) => value >= operand),
  $lt: compares((value, operand) => value < operand),
  $lte: compares((value, operand) => value <= operand),
  $startsWith: (value: FilteredValue, operand: string) =>
    elements(value).some((item) => typeof item === "string" && item.startsWith(operand)),
  $in: (value: FilteredValue, operands: readonly Scalar[]) => operands.some((operand) => equals(value, operand)),
  $nin: (value: FilteredValue, operands: readonly Scalar[]) => !operands.some((operand) => equals(value, operand)),
  $exists: (value: FilteredValue, operand: boolean) => (value !== undefined) === operand,
};
