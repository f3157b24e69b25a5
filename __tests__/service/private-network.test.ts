import type { StackResult } from "../../local/engine";
import { isAllowed } from "../helpers/iam";
import { bootstrapStackName, named, ofType, runLayer } from "../helpers/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const account = "000000000000";
const run = (): Promise<StackResult> => runLayer("service", { config: { network: "private" } });

test("is not there unless it is asked for", async () => {
  const { resources } = await runLayer("service");
  expect(resources.filter(({ type }) => /^(awsx|aws:ec2|aws:vpc)/.test(type))).toEqual([]);
  for (const { inputs } of ofType({ resources }, "aws:lambda/function:Function")) {
    expect(inputs).not.toHaveProperty("vpcConfig");
  }
});

test("has isolated subnets in two zones, and no way to the internet", async () => {
  expect(named(await run(), "network-vpc").inputs).toMatchObject({
    numberOfAvailabilityZones: 2,
    natGateways: { strategy: "None" },
    subnetSpecs: [{ type: "Isolated" }],
    enableDnsHostnames: true,
  });
});

test("has every function in the isolated subnets, with the security group that only reaches the endpoints", async () => {
  const functions = ofType(await run(), "aws:lambda/function:Function");
  expect(functions).toHaveLength(9);
  for (const { inputs } of functions) {
    expect(inputs["vpcConfig"]).toEqual({
      subnetIds: ["network-vpc-isolated-1", "network-vpc-isolated-2"],
      securityGroupIds: ["network-functions"],
    });
  }
});

test("lets the functions out to the endpoints and to S3, into the endpoints the functions, and nothing else", async () => {
  const result = await run();
  const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  for (const name of ["network-functions", "network-endpoints"]) {
    const { inputs } = named(result, name);
    expect([inputs["ingress"], inputs["egress"]]).toEqual([undefined, undefined]);
  }
  const rules = (direction: string) =>
    ofType(result, `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`).map(({ inputs }) => inputs);
  const functions = "network-functions";
  const endpoints = "network-endpoints";
  expect(rules("Egress")).toHaveLength(2);
  expect(rules("Egress")).toEqual(
    expect.arrayContaining([
      { securityGroupId: functions, referencedSecurityGroupId: endpoints, ...https },
      { securityGroupId: functions, prefixListId: "pl-network-s3", ...https },
    ]),
  );
  expect(rules("Ingress")).toEqual([{ securityGroupId: endpoints, referencedSecurityGroupId: functions, ...https }]);
});

test("reaches S3 by the routes of the subnets, S3 Vectors, Bedrock and the logs by addresses in them", async () => {
  const result = await run();
  expect(ofType(result, "aws:ec2/vpcEndpoint:VpcEndpoint")).toHaveLength(4);
  expect(named(result, "network-s3").inputs).toMatchObject({
    vpcId: "network-vpc",
    serviceName: "com.amazonaws.us-east-1.s3",
    vpcEndpointType: "Gateway",
    routeTableIds: ["network-vpc-routes-1", "network-vpc-routes-2"],
  });
  for (const service of ["s3vectors", "bedrock-runtime", "logs"]) {
    expect(named(result, `network-${service}`).inputs).toMatchObject({
      serviceName: `com.amazonaws.us-east-1.${service}`,
      vpcEndpointType: "Interface",
      subnetIds: ["network-vpc-isolated-1", "network-vpc-isolated-2"],
      securityGroupIds: ["network-endpoints"],
      privateDnsEnabled: true,
    });
  }
});

test("reaches S3 Vectors only where there is an index", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { vectorIndex: false } });
  const result = await runLayer("service", {
    config: { network: "private" },
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  const names = ofType(result, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name }) => name);
  expect(names.sort()).toEqual(["network-bedrock-runtime", "network-logs", "network-s3"]);
});

const index = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings";
const bucket = "arn:aws:s3:::embeddings-service-vector-embeddings";
const model = (id: string) => `arn:aws:bedrock:us-east-1::foundation-model/${id}`;
const stream = (group: string) => `arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/${group}:log-stream:s`;

test.each([
  ["s3", "s3:PutObject", `${bucket}/embeddings/doc1.json`, true],
  ["s3", "s3:ListBucket", bucket, true],
  ["s3", "s3:PutObject", `${bucket}/elsewhere/doc1.json`, false],
  ["s3", "s3:PutObject", "arn:aws:s3:::mallory/embeddings/doc1.json", false],
  ["s3vectors", "s3vectors:PutVectors", index, true],
  ["s3vectors", "s3vectors:QueryVectors", index, true],
  ["s3vectors", "s3vectors:GetVectors", index, true],
  ["s3vectors", "s3vectors:DeleteVectors", index, true],
  ["s3vectors", "s3vectors:ListVectors", index, false],
  ["s3vectors", "s3vectors:PutVectors", `${index}-prod`, false],
  ["s3vectors", "s3vectors:PutVectors", index.replace("embeddings-service-vectors", "mallory"), false],
  ["bedrock-runtime", "bedrock:InvokeModel", model("amazon.titan-embed-text-v2:0"), true],
  ["bedrock-runtime", "bedrock:InvokeModel", model("anthropic.claude-v2"), false],
  ["logs", "logs:PutLogEvents", stream("embeddings-service-dev-generate"), true],
  ["logs", "logs:PutLogEvents", stream("payroll"), false],
])("has an endpoint of %s that lets through %s on %s: %s", async (service, action, resource, expected) => {
  const { Statement, Version } = JSON.parse(String(named(await run(), `network-${service}`).inputs["policy"]));
  const granted = Statement.map(({ Principal, ...statement }: { Principal: string }) => {
    expect(Principal).toBe("*");
    return statement;
  });
  // As a policy of the caller's, which has no principal.
  const policy = JSON.stringify({ Version, Statement: granted });
  const by = (principalAccount: string) =>
    isAllowed([policy], { action, resource, context: { "aws:PrincipalAccount": principalAccount } });
  await expect(by(account)).resolves.toBe(expected);
  await expect(by("999999999999")).resolves.toBe(false);
});

test("is refused where the permissions boundary would keep the functions out of it", async () => {
  const refused = async (privateNetwork: boolean) => {
    const github = { repository: "acme/embeddings", environments: ["dev"], privateNetwork };
    const { outputs } = await runLayer("bootstrap", { config: { github } });
    return runLayer("service", { config: { network: "private" }, stackOutputs: { [bootstrapStackName]: outputs } });
  };
  await expect(refused(false)).rejects.toThrow(
    /network is "private", which the permissions boundary .* does not allow: set privateNetwork to true/,
  );
  expect((await refused(true)).outputs["apiId"]).toBe("local");
});

test("lets Lambda manage the functions' network interfaces, and their code not", async () => {
  const policies = [String(named(await run(), "generate-network").inputs["policy"])];
  const resource = `arn:aws:ec2:us-east-1:${account}:network-interface/eni-1`;
  const remove = (context: Record<string, string>) =>
    isAllowed(policies, { action: "ec2:DeleteNetworkInterface", resource, context });
  await expect(remove({})).resolves.toBe(true);
  const byCode = `arn:aws:lambda:us-east-1:${account}:function:embeddings-service-dev-generate`;
  await expect(remove({ "lambda:SourceFunctionArn": byCode })).resolves.toBe(false);
  await expect(
    isAllowed(policies, { action: "ec2:DeleteVpc", resource: `arn:aws:ec2:us-east-1:${account}:vpc/vpc-1` }),
  ).resolves.toBe(false);
});
