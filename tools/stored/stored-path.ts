import { idPattern } from "../../embedding/embedding-id";
import { isObject } from "../../embedding/is-object";
import type { ApiAnswer } from "../api/api-client";
import { CommandError } from "../command/command-error";

const isId = new RegExp(`^${idPattern()}$`);

/** The path of a stored embedding in the API. Throws a {@link CommandError} where no embedding has such an id. */
export function storedPath(id: string): string {
  if (isId.test(id)) return `/embeddings/${encodeURIComponent(id)}`;
  throw new CommandError(
    `${JSON.stringify(id)} is no id: those are of letters, digits or . _ : @ = + - with a letter or digit first`,
  );
}

/** Whether the service says that it has no embedding of an id, and not that something else is not there. */
export function isMissingEmbedding({ status, body }: Pick<ApiAnswer, "status" | "body">): boolean {
  return status === 404 && isObject(body) && body["code"] === "embedding_not_found";
}
