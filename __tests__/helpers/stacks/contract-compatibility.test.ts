import * as z from "zod";
import { incompatibilities, type JsonSchema } from "./contract-compatibility";

const arn = z.string().startsWith("arn:");
const outputs = {
  contractVersion: z.literal(1),
  region: z.string().describe("Where it is"),
  bucketArns: z.record(z.string(), arn),
  policyArn: arn.nullish().transform((value) => value ?? null),
  models: z.array(z.string()),
  network: z.object({ vpcId: z.string() }),
};
const schema = (shape: z.ZodRawShape) => z.toJSONSchema(z.object(shape), { io: "input" }) as JsonSchema;
const { region, ...withoutRegion } = outputs;
const { policyArn, ...withoutPolicy } = outputs;

test.each<[string, z.ZodRawShape, string]>([
  ["removes an output", withoutRegion, "region was removed"],
  ["removes an optional output", withoutPolicy, "policyArn was removed"],
  ["changes a type", { ...outputs, models: z.string() }, "models is of another type"],
  ["changes the type of a list's items", { ...outputs, models: z.array(arn) }, "models is of another type"],
  [
    "changes the type of a record's values",
    { ...outputs, bucketArns: z.record(z.string(), z.string()) },
    "bucketArns is",
  ],
  ["makes an output nullable", { ...outputs, region: region.nullable() }, "region is of another type"],
  ["may leave out an output", { ...outputs, region: region.optional() }, "region may be missing"],
  ["makes a nullable output non-null", { ...outputs, policyArn: arn.optional() }, "policyArn is of another type"],
  ["requires an optional output", { ...outputs, policyArn: arn.nullable() }, "policyArn is required"],
  ["requires a new output", { ...outputs, keyArn: arn }, "keyArn is required"],
  ["requires a new nullable output", { ...outputs, keyArn: arn.nullable() }, "keyArn is required"],
  ["demands more of a value", { ...outputs, region: z.string().min(1) }, "region is of another type"],
  ["removes a part of an output", { ...outputs, network: z.object({}) }, "vpcId was removed"],
  ["has another version", { ...outputs, contractVersion: z.literal(2) }, "contractVersion is of another type"],
])("refuses a contract that %s", (_, changed, problem) => {
  expect(incompatibilities(schema(outputs), schema(changed))).toEqual([expect.stringContaining(problem)]);
});

test.each<[string, z.ZodRawShape]>([
  ["is the same", outputs],
  ["adds an optional output", { ...outputs, keyArn: arn.optional() }],
  ["adds an output that may be null or missing", { ...outputs, keyArn: arn.nullish() }],
  [
    "adds an optional part of an output",
    { ...outputs, network: z.object({ vpcId: z.string(), cidr: z.string().optional() }) },
  ],
  [
    "describes an output otherwise",
    { ...outputs, region: z.string().describe("The AWS region").meta({ title: "Region" }) },
  ],
  ["lists its outputs in another order", Object.fromEntries(Object.entries(outputs).reverse())],
  ["hands an output on otherwise", { ...outputs, policyArn: arn.nullish() }],
])("takes a contract that %s", (_, changed) => {
  expect(incompatibilities(schema(outputs), schema(changed))).toEqual([]);
});

test("tells what is named description from a description", () => {
  const items = (description: z.ZodType) => schema({ items: z.array(z.object({ description })) });
  expect(incompatibilities(items(z.string()), items(z.number()))).toEqual(["items is of another type"]);
});

test("refuses a new output where readers take no other than they know", () => {
  const strict = z.toJSONSchema(z.strictObject(outputs), { io: "input" }) as JsonSchema;
  const extended = z.toJSONSchema(z.strictObject({ ...outputs, keyArn: arn.optional() }), {
    io: "input",
  }) as JsonSchema;
  expect(incompatibilities(strict, extended)).toEqual(["keyArn is refused by readers"]);
});
