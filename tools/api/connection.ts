import { choice, freeText, type OptionValues } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { ApiClient } from "./api-client";
import { authorizeBySignature, authorizeByToken } from "./authorize";

/** The options of every command that calls the API: where it is, and how to call it. */
export const connectionOptions = {
  url: freeText("the API's address; by default EMBEDDINGS_API_URL", {
    placeholder: "URL",
    default: undefined,
    check: checkedUrl,
  }),
  auth: choice("how it authorizes requests: iam signs with your AWS credentials, jwt sends EMBEDDINGS_API_TOKEN", {
    values: ["none", "iam", "jwt"],
    default: "none",
  }),
};

/** Where the API is and how it is called, with what the environment says. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string;
  readonly auth: "none" | "iam" | "jwt";
  /** The bearer token; empty unless requests are authorized by it. */
  readonly token: string;
}

/** Adds what the environment says. Throws a {@link CommandError} where something is missing. */
export function completeConnection(
  { url, auth }: OptionValues<typeof connectionOptions>,
  environment: NodeJS.ProcessEnv,
): Connection {
  const { EMBEDDINGS_API_URL: defaultUrl, EMBEDDINGS_API_TOKEN: token = "" } = environment;
  if (!url && !defaultUrl) {
    throw new CommandError(
      "There is no API to call: add --url, as in --url http://localhost:3000 for npm start, or set EMBEDDINGS_API_URL",
    );
  }
  if (auth === "jwt" && !token) {
    throw new CommandError("--auth jwt needs a token: set EMBEDDINGS_API_TOKEN");
  }
  // Whose own message of a header that cannot be sent would show the token.
  if (auth === "jwt" && !/^[\x21-\x7e]+$/.test(token.trim())) {
    throw new CommandError("EMBEDDINGS_API_TOKEN is no token: set it to one of letters, digits, . - and _ on one line");
  }
  return { url: url ?? urlOfEnvironment(defaultUrl ?? ""), auth, token: auth === "jwt" ? token.trim() : "" };
}

/** A client of the API. */
export function connect({ url, auth, token }: Connection): ApiClient {
  const authorize = { none: () => undefined, iam: authorizeBySignature, jwt: () => authorizeByToken(token) }[auth]();
  return new ApiClient({ url, authorize });
}

function urlOfEnvironment(url: string): string {
  try {
    return checkedUrl(url);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`EMBEDDINGS_API_URL is ${JSON.stringify(url)}: ${error.message}`);
  }
}

function checkedUrl(url: string): string {
  const { protocol = "", search = "", hash = "", href = "", username = "", password = "" } = URL.parse(url) ?? {};
  if (username || password) throw new CommandError("leave out the user and password: --auth says how it is called");
  if (/^https?:$/.test(protocol) && search === "" && hash === "") return href.replace(/\/+$/, "");
  throw new CommandError("set it to the API's address, such as https://abc123.execute-api.us-east-1.amazonaws.com");
}
