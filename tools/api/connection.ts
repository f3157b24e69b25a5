import { choice, freeText, type OptionValues } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { ApiClient } from "./api-client";
import { authorizeBySignature, authorizeByToken } from "./authorize";

/** The options of every command that calls the API: where it is, and how to call it. */
export const connectionOptions = {
  url: freeText("the API's address; by default EMBEDDINGS_API_URL", {
    placeholder: "URL",
    default: undefined,
    check: (url) => checkedUrl(url),
  }),
  auth: choice(
    "how it authorizes requests: iam signs with your AWS credentials, jwt sends EMBEDDINGS_API_TOKEN, keys EMBEDDINGS_API_KEY",
    {
      values: ["none", "iam", "jwt", "keys"],
      default: "none",
    },
  ),
};

/** Where the API is and how it is called, with what the environment says. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string;
  readonly auth: "none" | "iam" | "jwt" | "keys";
  /** The bearer token, which may be a key; empty unless requests are authorized by it. */
  readonly token: string;
}

/** Adds what the environment says. Throws a {@link CommandError} where something is missing. */
export function completeConnection(
  { url, auth }: OptionValues<typeof connectionOptions>,
  environment: NodeJS.ProcessEnv,
): Connection {
  const { EMBEDDINGS_API_URL: defaultUrl } = environment;
  if (!url && !defaultUrl) {
    throw new CommandError(
      "There is no API to call: add --url, as in --url http://localhost:3000 for npm start, or set EMBEDDINGS_API_URL",
    );
  }
  const token = auth === "jwt" || auth === "keys" ? bearerOf(auth, environment) : "";
  return {
    url: url ?? urlOfEnvironment("EMBEDDINGS_API_URL", defaultUrl ?? "", (text) => checkedUrl(text)),
    auth,
    token,
  };
}

/** A client of the API. */
export function connect({ url, auth, token }: Connection): ApiClient {
  const byToken = () => authorizeByToken(token);
  const authorize = { none: () => undefined, iam: authorizeBySignature, jwt: byToken, keys: byToken }[auth]();
  return new ApiClient({ url, authorize });
}

/** What is sent with each request, by the variable that has it. */
const bearers = {
  jwt: { variable: "EMBEDDINGS_API_TOKEN", what: "token", of: "letters, digits, . - and _" },
  keys: { variable: "EMBEDDINGS_API_KEY", what: "key", of: "letters, digits and _" },
} as const;

function bearerOf(auth: keyof typeof bearers, environment: NodeJS.ProcessEnv): string {
  const { variable, what, of } = bearers[auth];
  const { [variable]: written } = environment;
  if (!written) throw new CommandError(`--auth ${auth} needs a ${what}: set ${variable}`);
  return bearerToken(written, { variable, what, of });
}

/** A variable that has what is sent with each request. */
export interface BearerVariable {
  readonly variable: string;
  readonly what: "token" | "key";
  /** What it is made of. */
  readonly of: string;
}

/** What a variable has, if a header can. Throws a {@link CommandError}. */
export function bearerToken(written: string, { variable, what, of }: BearerVariable): string {
  const token = written.trim();
  // Whose own message of a header that cannot be sent would show the token.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CommandError(`${variable} is no ${what}: set it to one of ${of} on one line`);
  }
  return token;
}

/** A URL that a variable has. Throws a {@link CommandError} that names it where `check` does. */
export function urlOfEnvironment(variable: string, url: string, check: (url: string) => string): string {
  try {
    return check(url);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`${variable} is ${JSON.stringify(url)}: ${error.message}`);
  }
}

const apiAddress = "the API's address, such as https://abc123.execute-api.us-east-1.amazonaws.com";

/** A URL without a slash at its end. Throws a {@link CommandError} that says what it is to be. */
export function checkedUrl(url: string, what: string = apiAddress): string {
  const { protocol = "", search = "", hash = "", href = "", username = "", password = "" } = URL.parse(url) ?? {};
  if (username || password) throw new CommandError("leave out the user and password: --auth says how it is called");
  if (/^https?:$/.test(protocol) && search === "" && hash === "") return href.replace(/\/+$/, "");
  throw new CommandError(`set it to ${what}`);
}
