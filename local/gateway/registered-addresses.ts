import { ofType, type StackResult } from "../pulumi/registered-resource";
import type { GatewayAddresses } from "./gateway-addresses";

/** Where the API was registered to answer; undefined where it has no domain name, and answers whichever host is asked for. */
export function registeredAddresses(service: StackResult, region: string): GatewayAddresses | undefined {
  const [api] = ofType(service, "aws:apigatewayv2/api:Api");
  const mapping = ofType(service, "aws:apigatewayv2/apiMapping:ApiMapping").find(
    ({ inputs }) => inputs["apiId"] === api?.id,
  );
  if (!api || !mapping) return undefined;
  return {
    domainName: String(mapping.inputs["domainName"]),
    defaultHost: `${api.id}.execute-api.${region}.amazonaws.com`,
    defaultEndpoint: api.inputs["disableExecuteApiEndpoint"] !== true,
  };
}
