import { ApiClient } from "../api/api-client";
import { authorizeByToken } from "../api/authorize";
import { bearerToken, type Connection, checkedUrl, urlOfEnvironment } from "../api/connection";
import { CommandError } from "../command/command-error";
import type { Embedder } from "./embedder";
import { baseUrl } from "./options";

/**
 * The service to compare with, by an option or the environment, as OpenAI's clients find it. Throws a {@link CommandError}
 * where it is not known, or is this one.
 */
export function connectOther(
  written: string | undefined,
  environment: NodeJS.ProcessEnv,
  { url: ownUrl }: Connection,
): Embedder {
  const { OPENAI_BASE_URL: defaultUrl, OPENAI_API_KEY: key } = environment;
  if (!written && !defaultUrl) {
    throw new CommandError(
      "There is nothing to compare with: add --with and the other service's base URL, or set OPENAI_BASE_URL",
    );
  }
  const url = written ?? urlOfEnvironment("OPENAI_BASE_URL", defaultUrl ?? "", (text) => checkedUrl(text, baseUrl));
  if (url === `${ownUrl}/v1`) {
    throw new CommandError(`${url} is this service itself: set --with to the base URL of the other`);
  }
  const bearer = { variable: "OPENAI_API_KEY", what: "key", of: "visible ASCII characters" } as const;
  return {
    client: new ApiClient({ url, authorize: key ? authorizeByToken(bearerToken(key, bearer)) : undefined }),
    path: "/embeddings",
    whenUnauthorized: "set OPENAI_API_KEY to its key",
    whenElsewhere: `set --with to ${baseUrl}`,
  };
}
