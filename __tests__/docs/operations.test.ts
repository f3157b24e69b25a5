import { EmbeddingError } from "../../embedding/errors";
import { type EmbeddingModelId, embeddingModels } from "../../embedding/models";
import { serviceMetrics } from "../../functions/http/metrics";
import { withRequestContext } from "../../functions/http/request-context";
import { logRequest } from "../../functions/http/request-log";
import { logFields } from "../../scripts/docs/tables/logs";
import { accessLogFormat } from "../../service/observability/access-log-format";
import { codeBlocks, Page } from "../helpers/docs/page";

const queries = codeBlocks(new Page("docs/operations.md").section("Queries")).map(({ code }) => code);

/** What a query reads of a line: all names that are neither of the language, nor new in it, nor text. */
function fieldsOf(query: string): string[] {
  const text = query.replaceAll(/"[^"]*"|\/[^/]*\//g, "");
  const made = [...text.matchAll(/ as (\w+)/g)].map(([, name = ""]) => name);
  const words = /^(?:and|as|asc|avg|bin|by|count|desc|filter|ispresent|like|limit|max|pct|sort|stats|sum|\d\w*)$/;
  const names = [...text.matchAll(/[\w.]*[a-z][\w.]*/gi)].map(([name]) => name);
  return names.filter((name) => !words.test(name) && !made.includes(name));
}

test("the queries read what is in the lines that they go through", () => {
  const known = new Set([
    ...Object.keys(JSON.parse(accessLogFormat)),
    ...Object.keys(logFields),
    // Lambda's own lines, and what CloudWatch adds: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
    // What the authorizer logs of a key that it refuses.
    "reason",
    ...["type", "record.metrics.initDurationMs", "record.metrics.maxMemoryUsedMB", "log"],
  ]);
  expect(queries.length).toBeGreaterThan(5);
  for (const query of queries) {
    expect([query, fieldsOf(query).filter((field) => !known.has(field))]).toEqual([query, []]);
    expect(fieldsOf(query).length).toBeGreaterThan(0);
  }
});

test("the query for costs is of one model, with its price", () => {
  const [, modelId = "", price] =
    queries.join("").match(/^filter model\.id = "(.*)"\n\| stats sum\(model\.input_tokens\) \* (\S+) \/ 1000000 /m) ??
    [];
  expect(Number(price)).toBe(embeddingModels[modelId as EmbeddingModelId].pricePerMillionTokens);
});

/** The lines that a request leaves which did all that is logged, and failed for this reason. */
async function logged(cause: Error): Promise<Record<string, unknown>> {
  process.env["SERVICE_NAME"] = "acme-dev";
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  await withRequestContext("request-1", 1_000, async (context) => {
    for (const calls of [context.modelCalls, context.rerankCalls, context.storageCalls, context.indexCalls]) {
      Object.assign(calls, { attempts: 2, calls: 1, throttles: 1, durationMs: 3, inputTokens: 4, modelId: "model" });
    }
    const error = new EmbeddingError("storage_unavailable", "It failed.", { cause });
    context.itemErrors.push(error, new EmbeddingError("index_unavailable", "It failed.", { cause }));
    context.rerankError = error;
    context.unchanged = 1;
    context.ignoredFields = ["seed"];
    logRequest({ route: "POST /embeddings/batch", caller: "team-a", status: 207, error }, context);
  });
  const [[line = ""] = []] = write.mock.calls;
  write.mockRestore();
  return JSON.parse(String(line)) as Record<string, unknown>;
}

/** The names of all fields, a dot leading into an object; of those that count by code, the object's alone. */
function namesOf(line: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(line).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && name !== "item_codes"
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

test("names every field that a function logs, and every metric", async () => {
  const ofAws = Object.assign(new Error("secret"), { $metadata: { httpStatusCode: 500, requestId: "r" } });
  const ofSystem = Object.assign(new AggregateError([ofAws]), { code: "ECONNREFUSED" });
  const lines = [await logged(ofAws), await logged(new Error("broken", { cause: ofSystem })), await logged(ofSystem)];
  const names = new Set(lines.flatMap(namesOf).filter((name) => !name.startsWith("_aws.")));
  expect([...names].sort()).toEqual([...Object.keys(logFields), ...serviceMetrics].sort());
});
