import * as z from "zod";
import { apiKeyHash, isApiKey, isKeyName, keyNameRule } from "../common/api-key";
import { unique } from "../common/config";
import { endOfDay } from "../common/end-of-day";
import type { AuthorizedKey, authorizedKeysFile } from "../functions/settings/authorized-keys";
import { protectedRouteKeys } from "./protected-route-keys";

const operations = Object.keys(protectedRouteKeys);

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

/** The end of a day, also of one that is not in quotes, as Pulumi hands it over. */
const throughDay = z
  .string({ error: "must be a day such as 2027-01-31, in quotes" })
  .transform((text) => endOfDay(text.replace(/[T ]00:00:00.*$/, "")))
  .refine((end) => end !== undefined, { error: "must be a day that there is, such as 2027-01-31" });

const apiKey = z.strictObject(
  {
    sha256: unique(
      z
        .array(hash, { error: "must be a list of the SHA-256 of its keys" })
        .refine(({ length }) => length > 0, { error: "must have the SHA-256 of a key" })
        .refine(({ length }) => length <= 2, {
          error: "must have no more than two: one that is in use, and one that replaces it",
        }),
    ),
    routes: z
      .array(z.enum(operations, { error: `must be one of the routes ${operations.join(", ")}` }), {
        error: "must be a list of routes, such as [search]",
      })
      .min(1, { error: "must name at least one route; leave it out for all" })
      .optional(),
    expires: throughDay.optional(),
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
    if (!isKeyName(name)) refuse(`must be a name of ${keyNameRule}`);
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
    ...(expires ? { expires: expires.toISOString() } : {}),
  }));
}

/** The files of the authorizer's archive beside its code. */
export function authorizerFiles(keys: z.output<typeof apiKeys>) {
  return { ["authorized-keys.json" satisfies typeof authorizedKeysFile]: JSON.stringify(authorizedKeys(keys)) };
}
