import * as pulumi from "@pulumi/pulumi";
import { comesAfter, plan } from "../helpers/stacks/deployment-plan";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const certificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555";
const config = { domainName: "embeddings.example.com", certificateArn, publicDocs: true };
const run = (changes: Record<string, unknown> = {}, preview = false) =>
  runLayer("service", { config: { ...config, ...changes }, preview });

test.each([{ preview: false }, { preview: true }])(
  "leads a name with TLS 1.2 to the API's stage, without a base path, with %j",
  async ({ preview }) => {
    const result = await run({}, preview);
    expect(named(result, "domain-name").inputs).toEqual({
      domainName: "embeddings.example.com",
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    });
    const { inputs } = named(result, "domain-mapping");
    expect(inputs).toMatchObject({ stage: "$default" });
    expect(inputs).not.toHaveProperty("apiMappingKey");
    if (!preview) expect(inputs).toMatchObject({ apiId: "local", domainName: "embeddings.example.com" });
    expect(comesAfter(result, named(result, "domain-mapping"), named(result, "http-stage"))).toBe(true);
  },
);

test("has all addresses follow the name, and returns what its record in DNS points to", async () => {
  const { outputs } = await run();
  expect(outputs).toMatchObject({
    apiUrl: "https://embeddings.example.com",
    openaiBaseUrl: "https://embeddings.example.com/v1",
    mcpUrl: "https://embeddings.example.com/mcp",
    docsUrl: "https://embeddings.example.com/docs",
    targetDomainName: "d-local.execute-api.us-east-1.amazonaws.com",
    targetHostedZoneId: "ZLOCAL",
  });
});

test("leaves them unknown in a preview, until the name answers", async () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  // Not a run of another test, which would not be made again.
  const { outputs } = await run({ batchConcurrency: 7 }, true);
  // Of what is known to be undefined, it warns that it is no output.
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
  const addresses = ["apiUrl", "openaiBaseUrl", "mcpUrl", "docsUrl", "targetDomainName", "targetHostedZoneId"];
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining(addresses));
  for (const address of addresses) expect(outputs[address]).toBeUndefined();
});

test("answers at the address of AWS too, until that is off", async () => {
  const endpointOff = async (changes: Record<string, unknown>) =>
    named(await run(changes), "http-api").inputs["disableExecuteApiEndpoint"];
  await expect(endpointOff({})).resolves.toBeUndefined();
  await expect(endpointOff({ defaultEndpoint: false })).resolves.toBe(true);
});

test("has neither name nor target where none is configured", async () => {
  const result = await runLayer("service");
  expect(ofType(result, "aws:apigatewayv2/domainName:DomainName")).toEqual([]);
  expect(ofType(result, "aws:apigatewayv2/apiMapping:ApiMapping")).toEqual([]);
  expect(result.outputs).not.toHaveProperty("targetDomainName");
  expect(result.outputs).not.toHaveProperty("targetHostedZoneId");
});

test("gets a name without a change of the API, and leaves it likewise", async () => {
  const steps = async (from: Record<string, unknown>, to: Record<string, unknown>) =>
    plan(await runLayer("service", { config: from }), await runLayer("service", { config: to })).filter(
      ({ name }) => !name.startsWith("observability"),
    );
  const without = { publicDocs: true };
  const names = ["domain", "domain-name", "domain-mapping"];
  const entered = await steps(without, config);
  expect(entered.map(({ operation, name }) => [operation, name])).toEqual(names.map((name) => ["create", name]));
  const left = await steps(config, without);
  expect(left.map(({ operation, name }) => [operation, name])).toEqual(names.map((name) => ["delete", name]));
});

test("replaces name and mapping where the name is another, and changes the certificate in place", async () => {
  const steps = async (changes: Record<string, unknown>) =>
    plan(await run(), await run(changes)).map(({ operation, name }) => [operation, name]);
  await expect(steps({ domainName: "vectors.example.com" })).resolves.toEqual([
    ["replace", "domain-name"],
    ["replace", "domain-mapping"],
  ]);
  const other = certificateArn.replace("1111", "9999");
  await expect(steps({ certificateArn: other })).resolves.toEqual(expect.arrayContaining([["update", "domain-name"]]));
  expect((await steps({ certificateArn: other })).filter(([operation]) => operation === "replace")).toEqual([]);
  // A name leads to one API at most: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1151
  expect(named(await run(), "domain-mapping").options.deleteBeforeReplace).toBe(true);
  expect(named(await run(), "domain-name").options.deleteBeforeReplace).toBeFalsy();
});

test("has an alarm on a certificate that nobody renews", async () => {
  expect(named(await run(), "observability-alarms-certificate-expiry").inputs).toMatchObject({
    name: "embeddings-service-dev-certificate-expiry",
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    statistic: "Minimum",
    dimensions: { CertificateArn: certificateArn },
    comparisonOperator: "LessThanOrEqualToThreshold",
    threshold: 21,
    period: 86_400,
    evaluationPeriods: 1,
    treatMissingData: "ignore",
  });
});
