import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runStacks } from "../../../local/pulumi/stacks";
import { ofType } from "../../helpers/stacks/run-layer";
import { configureStack, copyStackFiles } from "../../helpers/stacks/stack-file";
import { temporaryDirectory } from "../../helpers/temporary-directory";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const parent = temporaryDirectory();
const secret = { secure: "v1:eNsSY2Jd8wc=:v1:TMMTKZMmPmvAKPGK:NpVXnWfA2bwMvr2h" };
let count = 0;

/** Runs the tests' stacks with these changes to their configuration, by stack. */
function run(changes: Record<string, Record<string, unknown>>, serviceStack?: string, project = "embeddings-service") {
  const directory = copyStackFiles(join(parent, String(count++)));
  writeFileSync(join(directory, "Pulumi.yaml"), `name: ${project}\n`);
  for (const [stack, config] of Object.entries(changes)) configureStack(directory, stack, config);
  return runStacks("https://api.invalid", { directory, serviceStack });
}

test.each(["bootstrap", "organization/acme-search/bootstrap", "acme/acme-search/bootstrap"])(
  "runs the bootstrap stack that the service names as %s, in a project of any name",
  async (bootstrapStack) => {
    const { bootstrap, service } = await run({ dev: { bootstrapStack } }, undefined, "acme-search");
    expect([bootstrap.stack, service.stack]).toEqual(["bootstrap", "dev"]);
    const [bucket] = ofType(bootstrap, "aws:s3/bucket:Bucket");
    expect(bucket?.id).toBe("acme-search-vector-embeddings");
    const names = ofType(service, "aws:lambda/function:Function").map(({ inputs }) => inputs["name"]);
    expect(names).toContain("acme-search-dev-generate");
  },
);

test("runs stacks of any names, each in its own region", async () => {
  const directory = copyStackFiles(join(parent, "names"));
  for (const stack of ["bootstrap", "dev", "prod"]) rmSync(join(directory, `Pulumi.${stack}.yaml`));
  writeFileSync(join(directory, "Pulumi.foundation.yaml"), "config: {layer: bootstrap, aws:region: eu-west-1}");
  writeFileSync(
    join(directory, "Pulumi.live.yaml"),
    "config: {layer: service, aws:region: eu-west-1, bootstrapStack: foundation}",
  );
  const { bootstrap, service, region } = await runStacks("https://api.invalid", { directory });
  expect([bootstrap.stack, service.stack, region]).toEqual(["foundation", "live", "eu-west-1"]);
  expect(bootstrap.outputs["region"]).toBe("eu-west-1");
});

test("tells the configuration in force, and which of it is not the stack's own", async () => {
  const directory = copyStackFiles(join(parent, "overridden"));
  writeFileSync(join(directory, "Pulumi.yaml"), "name: embeddings-service\n");
  configureStack(directory, "dev", { publicDocs: "true", mcp: "true" });
  const overrides = (configured: (key: string) => string | undefined) => ({
    auth: "none",
    allowUnauthenticated: "true",
    mcp: configured("mcp") ?? "",
  });
  const { bootstrap, service } = await runStacks("https://api.invalid", { directory, overrides });
  expect(service.config).toMatchObject({ "embeddings-service:auth": "none", "embeddings-service:publicDocs": "true" });
  expect(service.overridden).toEqual(["embeddings-service:auth", "embeddings-service:allowUnauthenticated"]);
  expect(bootstrap.overridden).toEqual([]);
});

test("leaves an encrypted optional value out", async () => {
  const { service, bootstrap } = await run({ dev: { alarmEmail: secret }, bootstrap: { accessLogBucket: secret } });
  expect(service.encrypted).toEqual(["embeddings-service:alarmEmail"]);
  expect(bootstrap.encrypted).toEqual(["embeddings-service:accessLogBucket"]);
  expect(service.resources.filter(({ type }) => type.startsWith("aws:sns/"))).toEqual([]);
});

test.each<[string, Record<string, Record<string, unknown>>]>([
  ["embeddings-service:layer", { dev: { layer: secret } }],
  ["embeddings-service:bootstrapStack", { dev: { bootstrapStack: secret } }],
  // Required because of another, and by another stack.
  ["embeddings-service:jwtIssuer", { dev: { auth: "jwt", jwtIssuer: secret, jwtAudience: ["a"] } }],
  ["embeddings-service:bucketSuffixes", { prod: { bucketSuffix: "images" }, bootstrap: { bucketSuffixes: secret } }],
])("says that the required value of %s is encrypted", async (key, changes) => {
  const stack = Object.keys(changes).includes("prod") ? "prod" : "dev";
  const failed = run(changes, stack);
  await expect(failed).rejects.toThrow(
    new RegExp(`${key} is encrypted in Pulumi\\.\\w+\\.yaml, and left out: .* without`),
  );
  await expect(failed).rejects.not.toThrow(/\n/);
});

test("says of a value that is missing that an environment may have it, which is left out", async () => {
  const directory = copyStackFiles(join(parent, "environment"));
  for (const stack of ["bootstrap", "prod"])
    appendFileSync(join(directory, `Pulumi.${stack}.yaml`), "environment: [acme/dev]\n");
  const { bootstrap, service } = await runStacks("https://api.invalid", { directory, serviceStack: "prod" });
  expect([bootstrap.hasEnvironment, service.hasEnvironment]).toEqual([true, true]);
  writeFileSync(join(directory, "Pulumi.prod.yaml"), "config: {layer: service}\nenvironment: [acme/dev]\n");
  await expect(runStacks("https://api.invalid", { directory, serviceStack: "prod" })).rejects.toThrow(
    /^embeddings-service:bootstrapStack is not set in .*Pulumi\.prod\.yaml names are in Pulumi ESC, and left out: .*$/,
  );
});

test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "no layer",
    { layer: "" },
    /embeddings-service:layer is not set in Pulumi\.dev\.yaml: the local deployment needs it/,
  ],
  ["another layer", { layer: "bootstrap" }, /layer is "bootstrap" in Pulumi\.dev\.yaml: set it to "service"/],
  ["no bootstrap stack", { bootstrapStack: "" }, /bootstrapStack is not set in Pulumi\.dev\.yaml/],
  [
    "one without a file",
    { bootstrapStack: "other" },
    /is "other" in .*, a stack without a file Pulumi\.other\.yaml here: /,
  ],
  [
    "one of another project",
    { bootstrapStack: "acme/other/bootstrap" },
    /a stack of the project other: the local deploy/,
  ],
  [
    "a service for bootstrap",
    { bootstrapStack: "prod" },
    /layer is "service" in Pulumi\.prod\.yaml: set it to "bootstrap"/,
  ],
])("refuses a service stack with %s", async (_, config, message) => {
  await expect(run({ dev: config }, "dev")).rejects.toThrow(message);
});
