import { randomBytes } from "node:crypto";

/** What requests are signed with, and checked. */
export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The key pair that signed requests to a local deployment are checked with. */
export interface LocalCredentials extends KeyPair {
  /** Then they are somebody's own, and not to be printed. */
  readonly fromEnvironment: boolean;
}

/** The key pair in the environment, where all of it is there, and else a new one. */
export function localCredentials(environment: NodeJS.ProcessEnv): LocalCredentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, fromEnvironment: true };
  return { ...newKeyPair(), fromEnvironment: false };
}

/** A key pair that is good for one local deployment. */
export function newKeyPair(): KeyPair {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString("hex"),
  };
}
