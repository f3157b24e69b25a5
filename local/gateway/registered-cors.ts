import { ofType, type StackResult } from "../pulumi/registered-resource";
import type { CorsConfiguration } from "./cors";

/** The CORS configuration that the API was registered with, if any. */
export function registeredCors(service: StackResult): CorsConfiguration | undefined {
  const [api] = ofType(service, "aws:apigatewayv2/api:Api");
  const configuration = api?.inputs["corsConfiguration"] as Partial<CorsConfiguration> | undefined;
  if (!configuration) return undefined;
  return { allowOrigins: [], allowMethods: [], allowHeaders: [], exposeHeaders: [], maxAge: 0, ...configuration };
}
