import { type Resource, settled } from "../../../policy/resource";
import { network } from "../../../policy/rules/network";
import { types } from "../../../policy/types";
import { violations } from "../../../policy/violations";

const resource = (type: string, props: Record<string, unknown>): Resource => ({
  type,
  name: "a",
  props: settled(props) as Resource["props"],
  opts: { protect: false },
});
const messages = (id: string, ...resources: Resource[]) =>
  network
    .filter((rule) => rule.id === id)
    .flatMap((rule) => violations(rule, resources))
    .map(({ message }) => message);

const vpc = resource(types.vpcComponent, { isolatedSubnetIds: ["isolated"], publicSubnetIds: ["public"] });
const subnet = resource(types.subnet, { id: "private", mapPublicIpOnLaunch: false });
const lambda = (subnetIds: unknown) => resource(types.lambda, { vpcConfig: { subnetIds } });

test.each([
  [["isolated", "private"], 0],
  [["isolated", "public"], 1],
  [["of-another-stack"], 1],
  [{ __pulumiUnknown: true }, 0],
  [[{ __pulumiUnknown: true }], 0],
])("finds, for a function in the subnets %j, so many problems: %s", (subnetIds, count) => {
  expect(messages("private-subnets", vpc, subnet, lambda(subnetIds))).toHaveLength(count);
});

test("asks nothing of a function that is in no network", () => {
  expect(messages("private-subnets", vpc, resource(types.lambda, {}))).toEqual([]);
});

test.each([
  [types.securityGroup, { egress: [{ ipv6CidrBlocks: ["::/0"] }] }, "AWS-0104"],
  [types.securityGroup, { ingress: [{ cidrBlocks: ["10.0.0.0/16", "0.0.0.0/0"] }] }, "AWS-0107"],
  [types.securityGroupRule, { type: "egress", cidrBlocks: ["0.0.0.0/0"] }, "AWS-0104"],
  [types.securityGroupRule, { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }, "AWS-0107"],
  [types.securityGroupEgress, { cidrIpv4: "0.0.0.0/0" }, "AWS-0104"],
  [types.securityGroupIngress, { cidrIpv6: "::/0" }, "AWS-0107"],
])("finds in %s with %j a violation of %s only", (type, props, id) => {
  const found = ["AWS-0104", "AWS-0107"].filter((one) => messages(one, resource(type, props)).length > 0);
  expect(found).toEqual([id]);
});

test.each([
  ["s3:GetObject", "arn:aws:s3:::acme/*", undefined, true],
  ["xray:PutTraceSegments", "*", undefined, true],
  ["s3:GetObject", "arn:aws:s3:::*", { StringEquals: { "aws:ResourceAccount": "000000000000" } }, true],
  ["s3:GetObject", "arn:aws:s3:::*", undefined, false],
  ["s3:GetObject", "*", { StringEquals: { "aws:PrincipalAccount": "000000000000" } }, false],
  ["s3:*", "arn:aws:s3:::acme/*", undefined, false],
])("an endpoint that allows %s on %s under %j is fine: %s", (Action, Resource, Condition, expected) => {
  const policy = {
    Statement: [{ Effect: "Allow", Principal: "*", Action, Resource, ...(Condition ? { Condition } : {}) }],
  };
  expect(messages("vpc-endpoint-policy", resource(types.vpcEndpoint, { policy })).length === 0).toBe(expected);
});
