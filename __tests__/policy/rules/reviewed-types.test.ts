import { checklist } from "../../../policy/checklist";
import { reviewed } from "../../../policy/rules/reviewed-types";
import { violations } from "../../../policy/violations";
import { configurations, registered } from "../../helpers/stacks/configurations";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** What the component awsx:ec2:Vpc registers for isolated subnets, in its provider and so not here. */
const inVpc = [
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
];
/** What the engine registers, and what rules judge although no layer has it. */
const others = [
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "pulumi:providers:awsx",
  "pulumi:providers:pulumi",
  "pulumi:pulumi:Stack",
  "pulumi:pulumi:StackReference",
];

const rule = checklist.filter(({ id }) => id === "reviewed-types");
const isReviewed = (type: string) =>
  rule.flatMap((one) => violations(one, [{ type, name: "a", props: {}, opts: { protect: false } }])).length === 0;

test("lists what the layers register, and nothing that nobody does", async () => {
  const { bootstrap, service } = await registered(configurations["everything switched on"]);
  const types = [bootstrap, service].flatMap(({ resources }) => resources.map(({ type }) => type));
  const known = new Set([...types.filter((type) => !type.startsWith("embeddings:")), ...inVpc, ...others]);
  expect([...reviewed].sort()).toEqual([...known].sort());
});

test.each([
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/route:Route",
  "aws:lambda/functionUrl:FunctionUrl",
  "embeddings:x:y",
])("has not reviewed %s", (type) => {
  expect(isReviewed(type)).toBe(false);
});

test("names types as the AWS provider does", () => {
  const judged = checklist.flatMap(({ resource, stack }) => [...(resource?.types ?? []), ...(stack?.types ?? [])]);
  const names = [...new Set([...judged, ...reviewed])].filter((type) => type.startsWith("aws:"));
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    const [, path = "", type = ""] = name.split(":");
    expect(require(`@pulumi/aws/${path}`)[type].__pulumiType).toBe(name);
  }
});
