import { toEmbeddingError } from "../../embedding/errors";
import { cursorRefused } from "./cursor";

/**
 * What is read from an index at a token of its own, or where the index no longer knows that, what there is without it. Throws
 * what `read` throws, and by default 422 for such a token.
 */
export async function fromToken<Result>(
  token: string | undefined,
  read: () => Promise<Result>,
  withoutToken: (cause: unknown) => Promise<Result> = refuse,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    // All else of the request is known to be valid.
    const { code, cause } = toEmbeddingError(error);
    if (code !== "internal_error" || token === undefined) throw error;
    return withoutToken(cause);
  }
}

async function refuse(cause: unknown): Promise<never> {
  throw cursorRefused("is one that the vector index no longer knows: start again from the first page", { cause });
}
