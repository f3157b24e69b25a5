import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { idPattern } from "../../../embedding/embedding-id";
import { checkTogether } from "../../fields/check-together";
import { walkFilter } from "../../fields/filter-fields";
import { manyIds } from "../../fields/many-ids";

/** By what a request says which embeddings to delete, of which it has one. */
const selections = ["ids", "prefix", "filter"] as const;

/** That a request has a field, or has not, as JSON Schema. */
const given = (field: string, type: "array" | "string" | "object") => ({
  required: [field],
  properties: { [field]: { type } },
});
const left = (...fields: string[]) => ({ properties: Object.fromEntries(fields.map((name) => [name, nothing])) });
const nothing = { type: "null" as const };

/** The body of `POST /embeddings/delete`. */
export const deleteRequest = described(
  z
    .strictObject({
      ids: z.optional(manyIds),
      prefix: described(
        z.optional(
          z.string({ error: "must be a string" }).check(
            z.regex(new RegExp(`^${idPattern()}$`), {
              error: "must be the start of an id: letters, digits or . _ : @ = + - and first a letter or digit",
            }),
          ),
        ),
        "What their ids start with",
      ),
      filter: z.optional(walkFilter),
      dry_run: described(z.optional(z.boolean({ error: "must be true or false" })), {
        id: "DryRun",
        description: "Whether to say only what would be deleted",
        default: false,
      }),
      cursor: described(
        z.optional(z.string({ error: "must be a string" })),
        "The next_cursor of the previous answer to the same request",
      ),
    })
    .check(
      checkTogether((request) => {
        const [first, second] = selections.filter((field) => request[field] !== undefined);
        if (!first) return { ids: "or one of prefix, filter is required" };
        return second ? { [second]: `must be the only one of ${selections.join(", ")}` } : {};
      }),
    ),
  {
    id: "DeleteRequest",
    override: {
      if: given("ids", "array"),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: left("prefix", "filter"),
      else: {
        if: given("prefix", "string"),
        // biome-ignore lint/suspicious/noThenProperty: likewise
        then: left("filter"),
        else: given("filter", "object"),
      },
    },
  },
);

export type DeleteRequest = z.output<typeof deleteRequest>;
