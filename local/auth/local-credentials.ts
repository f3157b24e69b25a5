import { randomBytes } from "node:crypto";

/** The key pair that signed requests to a local deployment are checked with. */
export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Then they are somebody's own, and not to be printed. */
  readonly fromEnvironment: boolean;
}

/** The key pair in the environment, where all of it is there, and else a new one. */
export function localCredentials(environment: NodeJS.ProcessEnv): LocalCredentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, fromEnvironment: true };
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString("hex"),
    fromEnvironment: false,
  };
}
