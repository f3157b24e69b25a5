import type { Throttling } from "../../service/http-api";
import { ofType, type StackResult } from "../pulumi/registered-resource";

/** The settings of a stage for a route, or by default. */
interface RouteSettings {
  readonly routeKey?: string;
  readonly throttlingBurstLimit?: number;
  readonly throttlingRateLimit?: number;
}

/**
 * The throttling that the stage was registered with for a route, its own or the default one; undefined where there is
 * neither. Of burst and rate, whichever is left out counts as 0, as on AWS.
 */
export function registeredThrottling(service: StackResult, routeKey: string): Throttling | undefined {
  const [stage] = ofType(service, "aws:apigatewayv2/stage:Stage");
  const { routeSettings = [], defaultRouteSettings } = (stage?.inputs ?? {}) as {
    routeSettings?: readonly RouteSettings[];
    defaultRouteSettings?: RouteSettings;
  };
  const own = routeSettings.find((settings) => settings.routeKey === routeKey);
  for (const { throttlingBurstLimit: burst, throttlingRateLimit: requestsPerSecond } of [
    own ?? {},
    defaultRouteSettings ?? {},
  ]) {
    if (burst !== undefined || requestsPerSecond !== undefined)
      return { burst: burst ?? 0, requestsPerSecond: requestsPerSecond ?? 0 };
  }
  return undefined;
}
