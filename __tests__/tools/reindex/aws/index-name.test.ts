import { parseIndexName } from "../../../../tools/reindex/aws/index-name";

const arn = "arn:aws:s3vectors:eu-west-1:123456789012:bucket/team-vectors/index/passages";

test("takes an ARN or a pair of names", () => {
  expect(parseIndexName(arn)).toEqual({ indexArn: arn, region: "eu-west-1" });
  expect(parseIndexName("team-vectors/passages")).toEqual({ vectorBucketName: "team-vectors", indexName: "passages" });
});

test.each(["", "passages", "a/b", "team-vectors/", `${arn}/more`, arn.replace("s3vectors", "s3")])(
  "refuses %j",
  (text) => {
    expect(() => parseIndexName(text)).toThrow(/^set it to the index's ARN/);
  },
);
