import { bucketNameProblem } from "../../bootstrap/bucket-name";
import { vectorNameProblem } from "../../bootstrap/vector-name";
import { bucketNameFault, vectorNameFault } from "../../policy/resource-names";

const valid = ["abc", "embeddings-service-vector-embeddings", "0a-9", "a".repeat(63)];
const invalid = ["", "ab", "a".repeat(64), "Abc", "a_b", "a.b", "a\nb", "-abc", "abc-"];
const reserved = [
  "xn--abc",
  "sthree-abc",
  "amzn-s3-demo-abc",
  "abc-s3alias",
  "abc--ol-s3",
  "abc--x-s3",
  "abc--table-s3",
];

test.each([...valid, ...reserved])("takes %s for the name of an index", (name) => {
  expect(vectorNameFault(name)).toBeUndefined();
});

test.each(invalid)("finds a fault with %j, as the name of an index and of a bucket", (name) => {
  expect(vectorNameFault(name)).toMatch(/^(has|does not have|does not begin)/);
  expect(bucketNameFault(name)).toBe(vectorNameFault(name));
});

test.each(reserved)("finds a fault with %s as the name of a bucket", (name) => {
  expect(bucketNameFault(name)).toMatch(/AWS reserves/);
});

test.each([...valid, ...invalid, ...reserved])("judges %j as the bootstrap layer does", (name) => {
  expect(bucketNameFault(name) === undefined).toBe(bucketNameProblem(name) === undefined);
  expect(vectorNameFault(name) === undefined).toBe(vectorNameProblem(name) === undefined);
});
