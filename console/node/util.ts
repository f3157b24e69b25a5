/** As much of `node:util` as the code has that a browser runs too. */
export const types = { isNativeError: (value: unknown): value is Error => value instanceof Error };

/** Likewise; no error of a browser has the number of a system's. */
export function getSystemErrorMessage(): string {
  return "";
}

/** Likewise. */
export function getSystemErrorName(): string {
  return "";
}

type Callback = (error?: Error | null) => void;

/** Likewise, of what takes no more than a callback. */
export function promisify(work: (done: Callback) => void): () => Promise<void> {
  return () => new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
}
