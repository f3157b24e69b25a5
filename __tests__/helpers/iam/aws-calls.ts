import type { AccessRequest } from "./iam";

/** The account and the region that the calls are made in. */
export const account = "000000000000";
const region = "us-east-1";

export const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
export const ec2 = (resource: string) => arn("ec2", resource);
export const api = (path: string) => `arn:aws:apigateway:${region}::${path}`;

/** The tags of all that a stack creates, as they are in a request or on a resource. */
const tags = (key: string) => ({ [`${key}/Project`]: "embeddings-service", [`${key}/Stack`]: "dev" });
export const created = tags("aws:RequestTag");
export const own = tags("aws:ResourceTag");

/** Calls of one service on one resource. */
export const calls = (service: string, names: string, resource: string, context: Record<string, string> = {}) =>
  names.split(" ").map((name): AccessRequest => ({ action: `${service}:${name}`, resource, context }));
