import { registeredAddresses } from "../../../local/gateway/registered-addresses";
import { stackOf } from "../../helpers/stacks/registered";

const api = (inputs: Record<string, unknown> = {}): [string, string, Record<string, unknown>] => [
  "aws:apigatewayv2/api:Api",
  "local",
  inputs,
];
const mapping = (apiId: string): [string, string, Record<string, unknown>] => [
  "aws:apigatewayv2/apiMapping:ApiMapping",
  "mapping",
  { apiId, domainName: "embeddings.example.com" },
];

test("reads the name that leads to the API, and whether it answers at the address of AWS", () => {
  const expected = {
    domainName: "embeddings.example.com",
    defaultHost: "local.execute-api.eu-west-1.amazonaws.com",
    defaultEndpoint: true,
  };
  const read = (...resources: ReturnType<typeof api>[]) => registeredAddresses(stackOf(...resources), "eu-west-1");
  expect(read(api(), mapping("local"))).toEqual(expected);
  expect(read(api({ disableExecuteApiEndpoint: true }), mapping("local"))).toEqual({
    ...expected,
    defaultEndpoint: false,
  });
  expect(read(api(), mapping("other"))).toBeUndefined();
  expect(read(api())).toBeUndefined();
});
