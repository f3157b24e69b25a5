import { awsProvider } from "../../../local/pulumi/aws-provider";

const provider = awsProvider({ region: "eu-west-1", apiEndpoint: "http://localhost:3000" });

test("gives an id and an ARN to whatever a stack may register", () => {
  expect(provider.create({ type: "aws:dynamodb/table:Table", name: "jobs", inputs: {} })).toEqual({
    id: "jobs",
    computed: { arn: "arn:aws:dynamodb:eu-west-1:000000000000:jobs" },
  });
});

test("gives the ARNs of S3 Vectors to vector buckets and indexes, which they go by", () => {
  const vectorBucketArn = "arn:aws:s3vectors:eu-west-1:000000000000:bucket/acme-vectors";
  const inputs = { vectorBucketName: "acme-vectors" };
  expect(provider.create({ type: "aws:s3/vectorsVectorBucket:VectorsVectorBucket", name: "a", inputs })).toEqual({
    id: vectorBucketArn,
    computed: { vectorBucketArn },
  });
  const indexArn = `${vectorBucketArn}/index/texts`;
  expect(
    provider.create({
      type: "aws:s3/vectorsIndex:VectorsIndex",
      name: "b",
      inputs: { ...inputs, indexName: "texts" },
    }),
  ).toEqual({ id: indexArn, computed: { indexArn } });
});

test("refuses to answer for a function that it does not know", () => {
  expect(() => provider.invoke("aws:ec2/getAmi:getAmi", {})).toThrow(
    "does not know the function aws:ec2/getAmi:getAmi: add it to aws-provider.ts",
  );
});
