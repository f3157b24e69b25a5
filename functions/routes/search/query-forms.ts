import { maxRerankedTexts } from "../../../embedding/ranking/rerankers";
import { hasWords } from "./mode";
import { queryForms, queryNames } from "./problems";

/** An object as JSON Schema. */
export interface ObjectSchema {
  properties?: Record<string, object>;
  oneOf?: readonly object[];
  [keyword: string]: unknown;
}

/** What JSON Schema says, where there is no text, of what needs one. Of an enum of booleans, generators make no clients. */
const withoutText = {
  truncate: { type: "string", enum: ["none"], description: "There is no text to shorten" },
  mode: { type: ["string", "null"], enum: ["vector", null], description: "There are no words to order by" },
  highlight: { type: ["boolean", "null"], not: { const: true }, description: "There are no words to find" },
} as const;

/** What JSON Schema says where there is not one text of what needs one. */
const withoutReranking = {
  rerank: { type: ["boolean", "null"], not: { const: true }, description: "There is not one text to compare with" },
} as const;

/** As JSON Schema, requests with fields that are so; null is as left out. */
const withFields = (given: Readonly<Record<string, object>>, ...leftOut: readonly string[]) => ({
  required: Object.keys(given),
  properties: { ...given, ...Object.fromEntries(leftOut.map((name) => [name, { type: "null" }])) },
});

const groupsWithoutKey = withFields({ group_size: { type: "integer" } }, "group_by");

/** Only candidates are results, and a reranker has no more. That `candidates` are at least `top_k` no schema can say. */
const moreThanReranked = withFields({
  rerank: { type: ["boolean", "object"], not: { const: false } },
  top_k: { type: "integer", minimum: maxRerankedTexts + 1 },
});

/** Candidates that nothing orders. A text's own mode may be the service's. */
function unorderedCandidates(query: keyof typeof queryForms): readonly object[] {
  if (query === "queries") return [];
  const mode = query === "text" ? { mode: { const: "vector" } } : {};
  return [withFields({ candidates: { type: "integer" }, ...mode }, "group_by", "diversity")];
}

/** One object for each query in place of one in which each is optional, so that the types of clients know that one is needed. */
export function splitByQuery(schema: ObjectSchema): void {
  const { properties = {} } = schema;
  const others = Object.entries(properties).filter(([name]) => !Object.hasOwn(queryForms, name));
  for (const keyword of ["type", "properties", "additionalProperties"]) Reflect.deleteProperty(schema, keyword);
  schema.oneOf = queryNames.map((name) => ({
    title: queryForms[name],
    type: "object",
    // Null is as left out.
    properties: {
      [name]: properties[name],
      ...Object.fromEntries(others),
      ...(hasWords({ [name]: true }) ? {} : withoutText),
      ...(name === "text" ? {} : withoutReranking),
      ...Object.fromEntries(queryNames.filter((other) => other !== name).map((other) => [other, { type: "null" }])),
    },
    required: [name],
    additionalProperties: false,
    not: { anyOf: [groupsWithoutKey, ...unorderedCandidates(name), ...(name === "text" ? [moreThanReranked] : [])] },
  }));
}
