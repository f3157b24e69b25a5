import { apiKeyHash, newApiKey } from "../../common/api-key";
import type { AuthorizedKey } from "../../functions/settings/authorized-keys";
import { archiveFiles } from "../../local/lambda/archive";
import { registeredFunction } from "../../local/lambda/registered-function";
import { deployedRoutes } from "../helpers/stacks/deployed-routes";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const hash = (digit: string) => digit.repeat(64);

/** The keys that the authorizer's archive has. */
async function deployedKeys(apiKeys: unknown): Promise<AuthorizedKey[]> {
  const result = await runLayer("service", { config: { auth: "keys", apiKeys } });
  const files = await archiveFiles(named(result, "authorize-key-function"));
  expect(Object.keys(files).sort()).toEqual(["__index.js", "authorized-keys.json"]);
  return JSON.parse(String(files["authorized-keys.json"])) as AuthorizedKey[];
}

test("tells the authorizer by hash who may call what until when", async () => {
  const searcher = { sha256: [hash("B")], routes: ["search", "openai-embeddings"], expires: "2028-02-29" };
  expect(await deployedKeys({ "team-a": { sha256: [hash("a"), hash("c")] }, searcher })).toEqual([
    { name: "team-a", sha256: [hash("a"), hash("c")] },
    {
      name: "searcher",
      sha256: [hash("b")],
      routeKeys: ["POST /embeddings/search", "POST /v1/embeddings"],
      expires: "2028-03-01T00:00:00.000Z",
    },
  ]);
});

test.each(["2027-01-31", "2027-01-31T00:00:00Z", "2027-01-31 00:00:00 +0000 UTC"])(
  "takes the day %s, which Pulumi makes of one that is not in quotes",
  async (expires) => {
    const keys = await deployedKeys({ guest: { sha256: [hash("d")], expires } });
    expect(keys[0]?.expires).toBe("2027-02-01T00:00:00.000Z");
  },
);

describe("500 keys", () => {
  const made = Array.from({ length: 500 }, newApiKey);
  const apiKeys = Object.fromEntries(
    made.map((key, index) => [`team-${index}`, { sha256: [apiKeyHash(key), apiKeyHash(`${key}-next`)] }]),
  );

  test("are a file of the archive, and no part of the function's environment or of an output", async () => {
    const result = await runLayer("service", { config: { auth: "keys", apiKeys } });
    const lambda = named(result, "authorize-key-function");
    expect(lambda.inputs).toMatchObject({ name: "embeddings-service-dev-authorize-key", memorySize: 256, timeout: 5 });
    expect(lambda.inputs["environment"]).toEqual({ variables: { SERVICE_NAME: "embeddings-service-dev" } });
    const { "authorized-keys.json": file = "", "__index.js": code = "" } = await archiveFiles(lambda);
    expect(JSON.parse(String(file))).toHaveLength(500);
    expect(Buffer.byteLength(file)).toBeLessThan(100_000);
    expect(String(code)).not.toContain(apiKeyHash(String(made[0])));
    expect(JSON.stringify(result.outputs)).not.toContain(apiKeyHash(String(made[0])));
  });

  test("are all known to the packed function, which is small", async () => {
    const lambda = named(await runLayer("service", { config: { auth: "keys", apiKeys } }), "authorize-key-function");
    const { "__index.js": code = "" } = await archiveFiles(lambda);
    expect(code.length).toBeLessThan(4_000);
    const authorizer = await registeredFunction(lambda, {
      region: "us-east-1",
      endpoints: {},
      directory,
    });
    try {
      for (const [key, name] of [
        [made[0], "team-0"],
        [made[499], "team-499"],
        [`${made[250]}-next`, "team-250"],
        [newApiKey(), undefined],
      ]) {
        const event = {
          headers: { authorization: `Bearer ${key}` },
          routeKey: "POST /v1/embeddings",
          requestContext: { requestId: "r" },
        };
        expect(await authorizer.invoke(event, () => {})).toEqual(
          name ? { isAuthorized: true, context: { name } } : { isAuthorized: false },
        );
      }
    } finally {
      await authorizer.close();
    }
  });
});

test("deploys the authorizer with keys alone, as a function of its own that may do nothing but log", async () => {
  const functions = async (config: Record<string, unknown>) =>
    ofType(await runLayer("service", { config }), "aws:lambda/function:Function")
      .map(({ name }) => name)
      .toSorted();
  const apiKeys = { "team-a": { sha256: [hash("a")] } };
  const names = deployedRoutes.map(({ name }) => `${name}-function`);
  expect(await functions({ auth: "iam", apiKeys })).toEqual(names.toSorted());
  expect(await functions({ auth: "keys", apiKeys })).toEqual([...names, "authorize-key-function"].toSorted());

  const result = await runLayer("service", { config: { auth: "keys", apiKeys } });
  const { resources } = result;
  expect(
    resources
      .map(({ name }) => name)
      .filter((name) => /^authorize-key-/.test(name))
      .sort(),
  ).toEqual(["function", "logging", "logs", "role", "tracing"].map((part) => `authorize-key-${part}`));
  expect(named(result, "authorize-key-logs").inputs).toMatchObject({
    name: "/aws/lambda/embeddings-service-dev-authorize-key",
    retentionInDays: 365,
  });
});

test("watches the authorizer as every other function, where each is watched", async () => {
  const config = { auth: "keys", apiKeys: { "team-a": { sha256: [hash("a")] } }, alarms: "function" };
  const alarms = ofType(await runLayer("service", { config }), "aws:cloudwatch/metricAlarm:MetricAlarm");
  const ofAuthorizer = alarms.filter(({ name }) => name.includes("authorize-key"));
  expect(ofAuthorizer.map(({ inputs }) => [inputs["metricName"], inputs["threshold"]])).toEqual([
    ["Errors", 1],
    ["Duration", 4_000],
    ["Throttles", 1],
  ]);
  for (const { inputs } of ofAuthorizer) {
    expect(inputs["dimensions"]).toEqual({ FunctionName: "embeddings-service-dev-authorize-key" });
  }
});

test("puts the authorizer into the private network, as every other function", async () => {
  const config = { auth: "keys", apiKeys: { "team-a": { sha256: [hash("a")] } }, network: "private" };
  const result = await runLayer("service", { config });
  const of = (name: string) => named(result, `${name}-function`).inputs["vpcConfig"];
  expect(of("authorize-key")).toEqual(of("generate"));
  expect(of("authorize-key")).toMatchObject({ subnetIds: expect.any(Array) });
});
