import * as z from "zod";
import { apiKeyHash, isApiKey } from "../common/api-key";
import { unique } from "../common/config";
import type { AuthorizedKey, authorizedKeysFile } from "../functions/settings/authorized-keys";
import { protectedRouteKeys } from "./protected-route-keys";

const operations = Object.keys(protectedRouteKeys);

/** What may be in a log line as it is. */
const keyName = /^[\w.-]{1,64}$/;

const hash = z
  .string({ error: "must be a text: put it in quotes" })
  .superRefine((text, context) => {
    if (/^[\da-f]{64}$/i.test(text)) return;
    const message = isApiKey(text)
      ? `is a key itself, which whoever reads this could use: make another, and write its SHA-256, as here ${apiKeyHash(text)}`
      : "must be the SHA-256 of a key: the 64 hexadecimal digits that npm run key prints";
    context.addIssue({ code: "custom", message });
  })
  .toLowerCase();

/** A day, also as Pulumi hands over one that is not in quotes. */
const day = z
  .string({ error: "must be a day such as 2027-01-31, in quotes" })
  .transform((text) => /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00:00.*)?$/.exec(text)?.[1] ?? text)
  .refine(isDay, { error: "must be a day that there is, such as 2027-01-31" });

const apiKey = z.strictObject(
  {
    sha256: unique(
      z
        .array(hash, { error: "must be a list of the SHA-256 of its keys" })
        .min(1, { error: "must have the SHA-256 of a key" })
        .max(2, { error: "must have no more than two: one that is in use, and one that replaces it" }),
    ),
    routes: z
      .array(z.enum(operations, { error: `must be one of the routes ${operations.join(", ")}` }))
      .min(1, { error: "must name at least one route; leave it out for all" })
      .optional(),
    expires: day.optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `has ${issue.keys.join(", ")}, and takes sha256, routes and expires`
        : "must be an object such as {sha256: [...]}",
  },
);

/** The keys that the API takes, by the names of who has them. */
export const apiKeys = z.record(z.string(), apiKey).superRefine((keys, context) => {
  const owners = new Map<string, string>();
  for (const [name, { sha256 }] of Object.entries(keys)) {
    const refuse = (message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (!keyName.test(name)) refuse("must be a name of up to 64 letters, digits, hyphens, dots and underscores");
    for (const text of sha256) {
      const owner = owners.get(text);
      if (owner === undefined) owners.set(text, name);
      else if (owner !== name) refuse(`has a key of ${owner}: give each a key of its own, to tell who calls`);
    }
  }
});

/** What the authorizer is told of these keys. */
function authorizedKeys(keys: z.output<typeof apiKeys>): AuthorizedKey[] {
  return Object.entries(keys).map(([name, { sha256, routes, expires }]) => ({
    name,
    sha256,
    ...(routes ? { routeKeys: routes.flatMap((operation) => protectedRouteKeys[operation] ?? []) } : {}),
    ...(expires ? { expires: endOf(expires).toISOString() } : {}),
  }));
}

/** The files of the authorizer's archive beside its code. */
export function authorizerFiles(keys: z.output<typeof apiKeys>) {
  return { ["authorized-keys.json" satisfies typeof authorizedKeysFile]: JSON.stringify(authorizedKeys(keys)) };
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A key works until its day is over, in UTC. */
function endOf(day: string): Date {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date;
}
