import { toEmbeddingError } from "../../../embedding/errors";
import { cursorRefused } from "./cursor";

/** What is read from an index at a token of its own. Throws 422 for one that the index no longer knows, else what `read` throws. */
export async function fromToken<Result>(token: string | undefined, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    // All else of the request is known to be valid.
    const { code, cause } = toEmbeddingError(error);
    if (code !== "internal_error" || token === undefined) throw error;
    throw cursorRefused("is one that the vector index no longer knows: start again from the first page", { cause });
  }
}
