import { registeredCors } from "../../../local/gateway/registered-cors";
import { stackOf } from "../../helpers/stacks/registered";

const corsWith = (inputs: Record<string, unknown>) =>
  registeredCors(stackOf(["aws:apigatewayv2/api:Api", "api", inputs]));

test("reads the API's configuration, with nothing for what it leaves out", () => {
  expect(corsWith({ corsConfiguration: { allowOrigins: ["*"], maxAge: 60 } })).toEqual({
    allowOrigins: ["*"],
    allowMethods: [],
    allowHeaders: [],
    exposeHeaders: [],
    maxAge: 60,
  });
});

test("finds none where the API has none", () => {
  expect(corsWith({})).toBeUndefined();
});
