import { isUnconstrained, namesNothing } from "../../policy/constraints";
import { statements } from "../../policy/policy-document";

test.each([
  ["*", true],
  ["arn:aws:s3:::*", true],
  ["arn:aws:s3:::*/*", true],
  ["arn:aws:iam::000000000000:role/*", true],
  ["arn:aws:logs:us-east-1:000000000000:log-group:*", true],
  ["arn:aws:ec2:us-east-1:000000000000:*/*", true],
  ["arn:aws:apigateway:us-east-1::/apis/*", true],
  ["arn:aws:apigateway:us-east-1::/apis/*/routes*", true],
  ["arn:aws:apigateway:us-east-1::/apis", false],
  ["arn:aws:s3:::acme-vectors/*", false],
  ["arn:aws:iam::000000000000:role/acme-*", false],
  ["arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/acme-*", false],
  ["arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0", false],
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
