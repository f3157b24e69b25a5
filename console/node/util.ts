/** As much of `node:util` as the code has that a browser runs too. */
export const types = {
  /** What only looks like an error is none, as those of some libraries. */
  isNativeError: (value: unknown): value is Error => Object.prototype.toString.call(value) === "[object Error]",
};

/** Likewise; no error of a browser has the number of a system's. */
export function getSystemErrorMessage(): string {
  return "";
}

/** Likewise. */
export function getSystemErrorName(): string {
  return "";
}
