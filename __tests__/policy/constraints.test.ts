import { isEveryAction, isEveryResource, isUnconstrained, namesNothing } from "../../policy/constraints";
import { statements } from "../../policy/policy-document";

test.each([
  ["*", true],
  ["**", true],
  ["s3:*", true],
  ["s3:?*", true],
  ["s3:Get*", false],
  ["s3:GetObject", false],
])("%s is every action: %s", (action, expected) => {
  expect(isEveryAction(action)).toBe(expected);
});

test.each([
  ["*", true],
  ["arn:*", true],
  ["arn:aws:*", true],
  ["arn:aws:*:us-east-1:000000000000:acme", true],
  ["arn:aws:s3:::*", false],
  ["arn:*:s3:::acme", false],
])("%s is every resource: %s", (arn, expected) => {
  expect(isEveryResource(arn)).toBe(expected);
});

test.each([
  ["*", true],
  ["arn:*", true],
  ["arn:aws:s3:::*", true],
  ["arn:aws:s3:::*/*", true],
  ["arn:aws:s3:::*/embeddings/*", true],
  ["arn:aws:s3:::acme*/embeddings/*", false],
  ["arn:aws:iam::000000000000:role/*", true],
  ["arn:aws:logs:us-east-1:000000000000:log-group:*", true],
  ["arn:aws:ec2:us-east-1:000000000000:*/*", true],
  ["arn:aws:apigateway:us-east-1::/apis/*", true],
  ["arn:aws:apigateway:us-east-1::/apis/*/routes*", true],
  ["arn:aws:apigateway:us-east-1::/apis", false],
  ["arn:aws:s3:::acme-vectors/*", false],
  ["arn:aws:s3vectors:us-east-1:000000000000:*", true],
  ["arn:aws:s3vectors:us-east-1:000000000000:bucket/*", true],
  ["arn:aws:s3vectors:us-east-1:000000000000:bucket/*/index/acme", true],
  ["arn:aws:s3vectors:us-east-1:000000000000:bucket/acme-vectors/index/*", false],
  ["arn:aws:iam::000000000000:role/acme-*", false],
  ["arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/acme-*", false],
  ["arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0", false],
  ["arn:aws:bedrock:*::foundation-model/cohere.embed-v4:0", false],
  ["arn:aws:bedrock:::foundation-model/cohere.embed-v4:0", false],
  ["arn:aws:bedrock:*::foundation-model/*", true],
])("%s names nothing: %s", (arn, expected) => {
  expect(namesNothing(arn)).toBe(expected);
});

test.each([
  [{}, true],
  [{ StringEquals: { "aws:ResourceTag/Project": "acme" } }, false],
  [{ StringEqualsIfExists: { "aws:ResourceTag/Project": "acme" } }, true],
  [{ StringNotEquals: { "aws:ResourceTag/Project": "acme" } }, true],
  [{ "ForAnyValue:StringNotLike": { "aws:ResourceTag/Project": "acme" } }, true],
  [{ Bool: { "aws:SecureTransport": "true" } }, true],
  [{ StringEquals: { "aws:RequestedRegion": "us-east-1" } }, true],
  [{ StringEquals: { "apigateway:Resource/ApiName": "acme-dev" } }, false],
])("is everything, under the condition %j, without a constraint: %s", (Condition, expected) => {
  const [statement] = statements({ Statement: { Effect: "Allow", Action: "sns:*", Resource: "*", Condition } });
  expect(statement && isUnconstrained(statement)).toBe(expected);
});
