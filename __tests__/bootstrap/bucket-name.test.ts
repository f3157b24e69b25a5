import { bucketNameProblem } from "../../bootstrap/bucket-name";

test.each(["abc", "embeddings-service-vector-embeddings", "0a-9", "a".repeat(63)])("accepts %s", (name) => {
  expect(bucketNameProblem(name)).toBeUndefined();
});

test.each([
  ["ab", /2 characters/],
  ["a".repeat(64), /64 characters/],
  ["Abc", /lowercase/],
  ["a_b", /lowercase/],
  ["a.b", /lowercase/],
  ["-abc", /begin and end/],
  ["abc-", /begin and end/],
  ["xn--abc", /starts with "xn--"/],
  ["sthree-abc", /starts with "sthree-"/],
  ["amzn-s3-demo-abc", /starts with "amzn-s3-demo-"/],
  ["abc-s3alias", /ends with "-s3alias"/],
  ["abc--ol-s3", /ends with "--ol-s3"/],
  ["abc--x-s3", /ends with "--x-s3"/],
  ["abc--table-s3", /ends with "--table-s3"/],
])("refuses %s", (name, reason) => {
  expect(bucketNameProblem(name)).toMatch(reason);
});
