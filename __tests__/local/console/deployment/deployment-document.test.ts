import type { DeploymentDocument } from "../../../../console/deployment/deployment-document";
import { deploymentDocument } from "../../../../local/console/deployment/deployment-document";
import { callsCost, rerankingCost } from "../../../../local/cost/calls-cost";
import { monthlyCost } from "../../../../local/cost/monthly-cost";
import { ofType } from "../../../../local/pulumi/registered-resource";
import type { DeployedStack, DeployedStacks } from "../../../../local/pulumi/stacks";
import { type Route, routes } from "../../../../service/routes";
import { sweepExpired } from "../../../../service/sweep-expired";
import { type Configuration, configurations, registered } from "../../../helpers/stacks/configurations";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));
jest.mock("../../../../local/lambda/archive", () => ({
  archiveFiles: async () => ({ "__index.js": Buffer.alloc(10_000), "table.br": Buffer.alloc(10) }),
}));

const layer = { config: {}, overridden: [], encrypted: [], hasEnvironment: false };

async function deployed(configuration: Configuration): Promise<DeployedStacks> {
  const { bootstrap, service } = await registered(configuration);
  return {
    project: "embeddings-service",
    region: "us-east-1",
    bootstrap: { ...layer, ...bootstrap, stack: "bootstrap" } satisfies DeployedStack,
    service: { ...layer, ...service, stack: "dev" } satisfies DeployedStack,
  };
}

/** What a function may do, by its row. */
type CallbackAccess = Pick<Route, "name" | "bucketAccess" | "indexAccess" | "invokesModel" | "takesModel" | "reranks">;

const documents = new Map<string, { readonly stacks: DeployedStacks; readonly document: DeploymentDocument }>();
const described = async (name: keyof typeof configurations) => {
  const stacks = await deployed(configurations[name]);
  const known = documents.get(name) ?? { stacks, document: await deploymentDocument(stacks, new Map()) };
  documents.set(name, known);
  return known;
};

describe.each(Object.keys(configurations) as (keyof typeof configurations)[])("with %s", (name) => {
  test("every route leads to a function, and that to a role with words for all that it may do", async () => {
    const { document } = await described(name);
    const { functions, roles } = document;
    expect(document.routes.length).toBeGreaterThan(10);
    for (const route of document.routes) expect(functions.map((one) => one.name)).toContain(route.function);
    for (const { role } of functions) expect(roles.map((one) => one.name)).toContain(role);
    const permissions = roles.flatMap((role) => role.permissions);
    expect(permissions.length).toBeGreaterThan(20);
    const said = permissions.flatMap(({ what, where }) => [what, ...where]);
    expect(
      said.filter(
        (text) =>
          /\b(?:s3|s3vectors|bedrock|logs|xray|kms|ec2|lambda|sqs):|^$|undefined/.test(text) &&
          !text.startsWith("arn:"),
      ),
    ).toEqual([]);
  });

  test("a role does with each store what the row of its route says, and nothing with another", async () => {
    const { stacks, document } = await described(name);
    const hasIndex = document.stores.some(({ kind }) => kind === "index");
    const callbacks: readonly CallbackAccess[] = [...routes, sweepExpired];
    for (const { name: routeName, bucketAccess, indexAccess, invokesModel, takesModel, reranks } of callbacks) {
      const lambda = document.functions.find(({ title }) => title === routeName);
      if (!lambda) continue;
      const uses = document.roles.find((role) => role.name === lambda.role)?.uses ?? [];
      const verbs = (kind: string) =>
        document.stores
          .filter((store) => store.kind === kind)
          .flatMap(
            ({ arn }) =>
              uses
                .find(({ store }) => store === arn)
                ?.verbs.toSorted()
                .join(" ") ?? [],
          );
      const ofBucket = {
        read: "list read",
        "read-write": "list read write",
        delete: "delete list",
        sweep: "delete list read write",
      };
      expect([routeName, verbs("bucket")]).toEqual([routeName, bucketAccess ? [ofBucket[bucketAccess]] : []]);
      // One policy of the bootstrap is for buckets and indexes.
      const ofIndex = {
        read: "read search",
        "read-write": "read write",
        list: "list read search",
        delete: "delete list read",
      };
      expect([routeName, verbs("index")]).toEqual([routeName, indexAccess && hasIndex ? [ofIndex[indexAccess]] : []]);
      const models = document.stores.filter(({ kind }) => kind === "model").length;
      const invoked = invokesModel ? (takesModel ? models : 1) : 0;
      expect([routeName, verbs("model")]).toEqual([routeName, Array(invoked).fill("invoke")]);
      const rerankers = document.stores.filter(({ kind }) => kind === "reranker").length;
      expect([routeName, verbs("reranker")]).toEqual([routeName, Array(reranks ? rerankers : 0).fill("invoke")]);
    }
    const buckets = document.stores.filter(({ kind }) => kind === "bucket");
    expect(buckets).toHaveLength(1);
    const others = ofType(stacks.bootstrap, "aws:s3/bucket:Bucket").map(({ id }) => id);
    const words = JSON.stringify(
      document.roles.flatMap(({ permissions }) => permissions.filter(({ isAllowed }) => isAllowed)),
    );
    for (const other of others) if (other !== buckets[0]?.name) expect(words).not.toContain(`the bucket ${other}"`);
  });

  test("costs what the documentation says", async () => {
    const { stacks, document } = await described(name);
    const { alarms, idleUsd, metricsUsd } = monthlyCost([...stacks.bootstrap.resources, ...stacks.service.resources]);
    expect(document.cost).toEqual({
      alarms,
      idleUsd,
      metricsUsd,
      calls: {
        storedOneByOne: callsCost["embeddings, generated, stored and indexed one by one"],
        storedInBatches: callsCost["embeddings, generated, stored and indexed in batches of 100"],
        searches: callsCost["searches by text, in the mode `hybrid`"],
        reranks:
          name === "everything switched on"
            ? { by: "cohere.rerank-v3-5:0", usd: rerankingCost("cohere.rerank-v3-5:0") }
            : undefined,
        kept: callsCost["embeddings, kept for a month in S3 and its index"],
      },
    });
  });
});

test("tells of the authorizer, whom routes serve and how many requests they take", async () => {
  const { document } = await described("everything switched on");
  const search = document.routes.find(({ routeKey }) => routeKey === "POST /embeddings/search");
  expect(search).toMatchObject({
    authorization: expect.stringMatching(/^whom .*-authorize-key authorizes$/),
    throttling: { requestsPerSecond: 30, burst: 60 },
  });
  expect(document.routes.find(({ routeKey }) => routeKey === "GET /health")?.authorization).toBe("everyone");
  expect(document.functions.map(({ title }) => title)).toContain("authorize-key");
  expect(document.functions.find(({ title }) => title === "generate")).toMatchObject({ reservedConcurrency: 5 });
  expect(document.roles.map(({ boundary }) => boundary)).toEqual(
    document.roles.map(() => expect.stringContaining("boundary")),
  );
  expect((await described("tokens of an issuer")).document.routes.map(({ authorization }) => authorization)).toContain(
    "tokens of https://login.example.com",
  );
});

test("tells by which schedule a function runs while nobody calls", async () => {
  const { document } = await described("everything switched on");
  const sweep = "embeddings-service-dev-sweep-expired";
  expect(document.schedules).toEqual([
    { name: "embeddings-service-dev-sweep-schedule", function: sweep, expression: "rate(1 day)" },
  ]);
  expect(document.functions.find(({ name }) => name === sweep)).toMatchObject({ timeoutSeconds: 900 });
  expect((await described("defaults")).document.schedules).toEqual([]);
});

test("tells the sizes of what is uploaded, raw and zipped", async () => {
  const { document } = await described("defaults");
  const [{ files } = { files: [] }] = document.functions;
  expect(files.map(({ path, size }) => [path, size])).toEqual([
    ["__index.js", 10_000],
    ["table.br", 10],
  ]);
  expect(files[0]?.zippedSize).toBeGreaterThan(100);
  expect(files[0]?.zippedSize).toBeLessThan(1_000);
});

test("says whose price nobody knows, and what calls cost in spite of it", async () => {
  const { stacks } = await described("defaults");
  const database = { ...stacks.service.resources[0], type: "aws:rds/instance:Instance", inputs: {} };
  const service = { ...stacks.service, resources: [...stacks.service.resources, database] } as DeployedStack;
  const { cost } = await deploymentDocument({ ...stacks, service }, new Map());
  expect(cost).toMatchObject({
    problem: expect.stringContaining("aws:rds/instance:Instance"),
    calls: { searches: expect.any(Number) },
  });
  expect(cost.idleUsd).toBeUndefined();
});
