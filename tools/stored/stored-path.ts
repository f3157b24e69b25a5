import { idPattern } from "../../embedding/embedding-id";
import { CommandError } from "../command/command-error";

const isId = new RegExp(`^${idPattern()}$`);

/** The path of a stored embedding in the API. Throws a {@link CommandError} where no embedding has such an id. */
export function storedPath(id: string): string {
  if (isId.test(id)) return `/embeddings/${encodeURIComponent(id)}`;
  throw new CommandError(
    `${JSON.stringify(id)} is no id: those are of letters, digits or . _ : @ = + - with a letter or digit first`,
  );
}
