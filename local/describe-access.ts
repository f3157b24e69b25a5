import type { Access } from "./auth/access";

/** How to call an API that authorizes requests in some way. */
export interface AccessDescription {
  /** One sentence or two. */
  readonly summary: string;
  /** Commands to run first. */
  readonly preparation: readonly string[];
  /** What curl needs for each request; empty for nothing. */
  readonly curlOptions: string;
  /** What else there is to know. */
  readonly hints: readonly string[];
}

/** What a caller needs, for scripts: beside by what requests are authorized, what this deployment has made for it. */
export async function accessRecord(access: Access): Promise<Readonly<Record<string, string>>> {
  switch (access.type) {
    case "none":
      return { auth: "none" };
    case "iam": {
      const { accessKeyId, secretAccessKey, fromEnvironment } = access.credentials;
      if (fromEnvironment) return { auth: "iam" };
      return { auth: "iam", access_key_id: accessKeyId, secret_access_key: secretAccessKey };
    }
    case "jwt":
      return { auth: "jwt", issuer_url: access.issuer.url, token: await access.issuer.token() };
    case "keys":
      return { auth: "keys", key: access.key };
  }
}

/** The same as lines of text, the names as a shell takes them; none where a caller needs nothing of it. */
export async function accessLines(access: Access): Promise<string[]> {
  const { auth, ...needed } = await accessRecord(access);
  return Object.entries(needed).map(([name, value]) => `${variables[name]}=${value}`);
}

const variables: Readonly<Record<string, string>> = {
  access_key_id: "AWS_ACCESS_KEY_ID",
  secret_access_key: "AWS_SECRET_ACCESS_KEY",
  issuer_url: "ISSUER_URL",
  token: "TOKEN",
  key: "EMBEDDINGS_API_KEY",
};

/** Describes how to call the API. Never holds a secret that came from outside. */
export async function describeAccess(access: Access, region: string): Promise<AccessDescription> {
  switch (access.type) {
    case "none":
      return {
        summary:
          "This API serves WITHOUT authorization: requests need neither signature, token nor key. Start it with " +
          "npm start -- --auth iam, --auth jwt or --auth keys for one that needs them.",
        preparation: [],
        curlOptions: "",
        hints: [],
      };
    case "iam": {
      const { accessKeyId, secretAccessKey, fromEnvironment } = access.credentials;
      const pair = fromEnvironment
        ? '"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"'
        : `${accessKeyId}:${secretAccessKey}`;
      return {
        summary: `This API takes requests that are signed (SigV4) with ${
          fromEnvironment
            ? "the key pair in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
            : "the key pair below, a new one at each start: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to use yours."
        }`,
        preparation: [],
        curlOptions: `--aws-sigv4 aws:amz:${region}:execute-api --user ${pair}`,
        hints: [],
      };
    }
    case "jwt": {
      const { issuer } = access;
      return {
        summary:
          `This API takes requests with a token of the local issuer on ${issuer.url}. ` +
          `The one below is good for ${issuer.tokenHours} hours and for every route.`,
        preparation: [`TOKEN=${await issuer.token()}`],
        curlOptions: '-H "Authorization: Bearer $TOKEN"',
        hints: [
          `A token with other scopes: curl ${issuer.url}/oauth2/token -d grant_type=client_credentials ` +
            `-d 'scope=${issuer.claims?.scopes.join(" ") || "..."}'`,
        ],
      };
    }
    case "keys":
      return {
        summary:
          "This API takes requests with a key that its stack has the hash of, or with the one below, which is new at each " +
          "start and good for every route.",
        preparation: [`EMBEDDINGS_API_KEY=${access.key}`],
        curlOptions: '-H "Authorization: Bearer $EMBEDDINGS_API_KEY"',
        hints: [],
      };
  }
}
