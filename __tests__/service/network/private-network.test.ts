import type { RegisteredResource, StackResult } from "../../../local/pulumi/registered-resource";
import { isAllowed } from "../../helpers/iam/iam";
import { deployedRoutes } from "../../helpers/stacks/deployed-routes";
import { comesAfter, plan } from "../../helpers/stacks/deployment-plan";
import { bootstrapStackName, named, ofType, runLayer } from "../../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

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
    availabilityZoneNames: ["us-east-1a", "us-east-1b"],
    natGateways: { strategy: "None" },
    subnetSpecs: [{ type: "Isolated" }],
    enableDnsHostnames: true,
  });
});

test("has every function in the isolated subnets, with the security group that only reaches the endpoints", async () => {
  const functions = ofType(await run(), "aws:lambda/function:Function");
  expect(functions).toHaveLength(deployedRoutes.length);
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

test("reaches S3 by the routes of the subnets, S3 Vectors and Bedrock by addresses in them, and nothing else", async () => {
  const result = await run();
  expect(ofType(result, "aws:ec2/vpcEndpoint:VpcEndpoint")).toHaveLength(3);
  expect(named(result, "network-s3").inputs).toMatchObject({
    vpcId: "network-vpc",
    serviceName: "com.amazonaws.us-east-1.s3",
    vpcEndpointType: "Gateway",
    routeTableIds: ["network-vpc-routes-1", "network-vpc-routes-2"],
  });
  for (const service of ["s3vectors", "bedrock-runtime"]) {
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
  expect(names.sort()).toEqual(["network-bedrock-runtime", "network-s3"]);
});

const index = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings";
const bucket = "arn:aws:s3:::embeddings-service-vector-embeddings";
const model = (id: string) => `arn:aws:bedrock:us-east-1::foundation-model/${id}`;

test.each([
  ["s3", "s3:PutObject", `${bucket}/embeddings/doc1.json`, true],
  ["s3", "s3:ListBucket", bucket, true],
  ["s3", "s3:PutObject", `${bucket}/elsewhere/doc1.json`, false],
  ["s3", "s3:PutObject", "arn:aws:s3:::mallory/embeddings/doc1.json", false],
  ["s3vectors", "s3vectors:PutVectors", index, true],
  ["s3vectors", "s3vectors:QueryVectors", index, true],
  ["s3vectors", "s3vectors:GetVectors", index, true],
  ["s3vectors", "s3vectors:DeleteVectors", index, true],
  ["s3vectors", "s3vectors:ListVectors", index, true],
  ["s3vectors", "s3vectors:PutVectors", `${index}-prod`, false],
  ["s3vectors", "s3vectors:PutVectors", index.replace("embeddings-service-vectors", "mallory"), false],
  ["bedrock-runtime", "bedrock:InvokeModel", model("amazon.titan-embed-text-v2:0"), true],
  ["bedrock-runtime", "bedrock:InvokeModel", model("anthropic.claude-v2"), false],
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

test("lets through the rerankers that the bootstrap allows, and no others", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { rerankModels: ["amazon.rerank-v1:0"] } });
  const stackOutputs = { [bootstrapStackName]: outputs };
  const allowing = await runLayer("service", { config: { network: "private" }, stackOutputs });
  const modelsOf = (result: StackResult) =>
    JSON.parse(String(named(result, "network-bedrock-runtime").inputs["policy"])).Statement.flatMap(
      ({ Resource }: { Resource: string[] }) => Resource,
    );
  expect(modelsOf(allowing)).toEqual([model("amazon.titan-embed-text-v2:0"), model("amazon.rerank-v1:0")]);
  expect(modelsOf(await run())).toEqual([model("amazon.titan-embed-text-v2:0")]);
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

test.each(["ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"])(
  "lets Lambda, and not the functions' code, %s, before there is an interface and after",
  async (action) => {
    const policies = [String(named(await run(), "generate-network").inputs["policy"])];
    const byCode = `arn:aws:lambda:us-east-1:${account}:function:embeddings-service-dev-generate`;
    for (const resource of ["*", `arn:aws:ec2:us-east-1:${account}:network-interface/eni-1`]) {
      await expect(isAllowed(policies, { action, resource })).resolves.toBe(true);
      const context = { "lambda:SourceFunctionArn": byCode };
      await expect(isAllowed(policies, { action, resource, context })).resolves.toBe(false);
    }
    const other = { action: "ec2:DeleteVpc", resource: `arn:aws:ec2:us-east-1:${account}:vpc/vpc-1` };
    await expect(isAllowed(policies, other)).resolves.toBe(false);
  },
);

test.each([{ preview: false }, { preview: true }])(
  "lets functions in when every endpoint and rule is there, with %j",
  async ({ preview }) => {
    const result = await runLayer("service", { config: { network: "private" }, preview });
    const reached = result.resources.filter(({ type }) => /^aws:(ec2\/vpcEndpoint|vpc)\W/.test(type));
    expect(reached).toHaveLength(6);
    const functions = ofType(result, "aws:lambda/function:Function");
    for (const lambda of functions) {
      const early = reached.filter((other) => !comesAfter(result, lambda, other)).map(({ name }) => name);
      expect([lambda.name, early]).toEqual([lambda.name, []]);
    }
    expect(functions).toHaveLength(deployedRoutes.length);
  },
);

test("is gone before the policies and roles by which Lambda removes its interfaces from it", async () => {
  const result = await run();
  const group = named(result, "network-functions");
  const lambdas = ofType(result, "aws:lambda/function:Function");
  const policies = ofType(result, "aws:iam/rolePolicy:RolePolicy").filter(({ name }) => name.endsWith("-network"));
  expect(policies).toHaveLength(lambdas.length);
  for (const needed of [...policies, ...ofType(result, "aws:iam/role:Role")]) {
    expect([needed.name, comesAfter(result, group, needed)]).toEqual([needed.name, true]);
  }
  for (const lambda of lambdas) expect([lambda.name, comesAfter(result, lambda, group)]).toEqual([lambda.name, true]);
});

describe("zones", () => {
  const withZones = (endpointZones: Record<string, string[]>, config: Record<string, unknown> = {}) =>
    runLayer("service", { config: { network: "private", ...config }, existing: { endpointZones } });
  const zones = (result: StackResult) => named(result, "network-vpc").inputs["availabilityZoneNames"];
  const few = {
    "bedrock-runtime": ["us-east-1f", "us-east-1c", "us-east-1b"],
    s3vectors: ["us-east-1c", "us-east-1f"],
  };

  test("are the first two that have every endpoint", async () => {
    expect(zones(await withZones(few))).toEqual(["us-east-1c", "us-east-1f"]);
  });

  test("are those of networkZones, whatever AWS says", async () => {
    const networkZones = ["us-east-1a", "us-east-1d"];
    expect(zones(await withZones(few, { networkZones }))).toEqual(networkZones);
  });

  test("are asked for no endpoint of an index where there is none", async () => {
    const { outputs } = await runLayer("bootstrap", { config: { vectorIndex: false } });
    const result = await runLayer("service", {
      config: { network: "private" },
      existing: { endpointZones: { ...few, s3vectors: [] } },
      stackOutputs: { [bootstrapStackName]: outputs },
    });
    expect(zones(result)).toEqual(["us-east-1b", "us-east-1c"]);
  });

  test("are refused where there are fewer than two, before anything is created", async () => {
    await expect(withZones({ ...few, s3vectors: ["us-east-1c"] })).rejects.toThrow(
      'network is "private", and us-east-1c has all the endpoints that it needs, which are in 2 zones at the least ' +
        "(bedrock-runtime in us-east-1f, us-east-1c, us-east-1b; s3vectors in us-east-1c). Set networkZones to zones of " +
        "which you know that they have them, or network to public.",
    );
    await expect(withZones({ s3vectors: [] })).rejects.toThrow("and no zone has all the endpoints");
  });

  test("are kept when more zones have every endpoint: nothing is replaced", async () => {
    const before = await withSubnets(await withZones(few));
    const after = await withSubnets(await withZones({}));
    expect(zones(before)).not.toEqual(zones(after));
    expect(plan(before, after)).toEqual([
      { operation: "update", name: "network-vpc", type: "awsx:ec2:Vpc", refused: false },
    ]);
    expect(plan(await withSubnets(await run()), before).filter(({ operation }) => operation !== "update")).toEqual([]);
  });
});

/** With the subnets that awsx makes in its component, which go by their number: https://github.com/pulumi/pulumi-awsx */
async function withSubnets(result: StackResult): Promise<StackResult> {
  const vpc = named(result, "network-vpc");
  const subnets = (vpc.inputs["availabilityZoneNames"] as string[]).map(async (availabilityZone, index) => {
    const subnet = { type: "aws:ec2/subnet:Subnet", name: `network-vpc-isolated-${index + 1}`, custom: true };
    const inputs = { availabilityZone, cidrBlock: `10.0.${128 * index}.0/24`, vpcId: "vpc-1" };
    let transformed = { props: inputs as object, opts: {} };
    for (const transform of vpc.options.transforms ?? []) {
      transformed = (await transform({ ...subnet, ...transformed })) ?? transformed;
    }
    const { props, opts } = transformed;
    return { ...vpc, ...subnet, inputs: props, options: opts } as RegisteredResource;
  });
  return { ...result, resources: [...result.resources, ...(await Promise.all(subnets))] };
}
