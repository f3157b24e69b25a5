import * as pulumi from "@pulumi/pulumi";
import { allow } from "../../../common/policy-statement";
import { inputValue } from "../../../local/pulumi/engine";
import { endpointPolicy } from "../../../service/network/endpoint-policy";

const scope = { partition: "aws", region: "us-east-1", accountId: "000000000000" };

test("adds its condition to those that a statement has", async () => {
  const statement = allow("Read", ["s3:GetObject"], ["arn:aws:s3:::acme/*"], {
    StringEquals: { "s3:ExistingObjectTag/for": "acme" },
    ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::000000000000:role/acme" },
  });
  const policy = await inputValue(endpointPolicy(pulumi.output(scope), pulumi.output([statement])));
  expect(JSON.parse(String(policy)).Statement).toEqual([
    {
      ...statement,
      Principal: "*",
      Condition: {
        StringEquals: { "s3:ExistingObjectTag/for": "acme", "aws:PrincipalAccount": "000000000000" },
        ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::000000000000:role/acme" },
      },
    },
  ]);
});
