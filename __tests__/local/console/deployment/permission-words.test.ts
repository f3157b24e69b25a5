import { arnName, permissionWords } from "../../../../local/console/deployment/permission-words";

test.each([
  [["s3:GetObject"], "read objects"],
  [["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "read, write and delete objects"],
  [["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "send traces"],
  [["logs:CreateLogStream", "logs:PutLogEvents"], "begin streams of logs and write logs"],
  [["s3:*", "s3vectors:*"], "use S3 and S3 Vectors"],
  [["s3:GetObject", "dynamodb:GetItem"], "read objects and dynamodb:GetItem"],
  [["dynamodb:*"], "use dynamodb"],
])("says %j as %s", (actions, words) => expect(permissionWords(actions)).toBe(words));

test.each([
  ["arn:aws:s3:::team", "the bucket team"],
  ["arn:aws:s3:::team/embeddings/*", "embeddings/* in the bucket team"],
  ["arn:aws:s3:::team/*", "all objects in the bucket team"],
  ["arn:aws:s3vectors:us-east-1:1:bucket/team-vectors/index/texts", "the index texts of team-vectors"],
  [
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0",
    "the model amazon.titan-embed-text-v2:0",
  ],
  ["arn:aws:bedrock:us-east-1:1:inference-profile/us.cohere.embed-v4:0", "the profile us.cohere.embed-v4:0"],
  ["arn:aws:logs:us-east-1:1:log-group:/aws/lambda/team:*", "the log group /aws/lambda/team"],
  ["arn:aws:sqs:us-east-1:1:failures", "the queue failures"],
  ["arn:aws:lambda:us-east-1:1:function:sweep", "the function sweep"],
  ["arn:aws:dynamodb:us-east-1:1:table/t", "arn:aws:dynamodb:us-east-1:1:table/t"],
])("names %s", (arn, name) => expect(arnName(arn)).toBe(name));
