import { registeredThrottling } from "../../../local/gateway/registered-throttling";
import { stackOf } from "../../helpers/stacks/registered";

const throttlingWith = (inputs: Record<string, unknown>) =>
  registeredThrottling(stackOf(["aws:apigatewayv2/stage:Stage", "stage", inputs]), "GET /a");

test.each<[string, Record<string, unknown>, unknown]>([
  [
    "its own settings",
    {
      defaultRouteSettings: { throttlingBurstLimit: 10, throttlingRateLimit: 5 },
      routeSettings: [
        { routeKey: "GET /b", throttlingBurstLimit: 30, throttlingRateLimit: 15 },
        { routeKey: "GET /a", throttlingBurstLimit: 20, throttlingRateLimit: 10 },
      ],
    },
    { burst: 20, requestsPerSecond: 10 },
  ],
  [
    "the default settings",
    {
      defaultRouteSettings: { throttlingBurstLimit: 10, throttlingRateLimit: 5 },
      routeSettings: [{ routeKey: "GET /b", throttlingBurstLimit: 30, throttlingRateLimit: 15 }],
    },
    { burst: 10, requestsPerSecond: 5 },
  ],
  [
    "the default settings, where its own are about something else",
    {
      defaultRouteSettings: { throttlingBurstLimit: 10, throttlingRateLimit: 5 },
      routeSettings: [{ routeKey: "GET /a", detailedMetricsEnabled: true }],
    },
    { burst: 10, requestsPerSecond: 5 },
  ],
  [
    "0 for the rate that is left out",
    { defaultRouteSettings: { throttlingBurstLimit: 10 } },
    { burst: 10, requestsPerSecond: 0 },
  ],
  [
    "0 for the burst that is left out, also where the default has one",
    {
      defaultRouteSettings: { throttlingBurstLimit: 10, throttlingRateLimit: 5 },
      routeSettings: [{ routeKey: "GET /a", throttlingRateLimit: 5 }],
    },
    { burst: 0, requestsPerSecond: 5 },
  ],
  ["no throttling", { defaultRouteSettings: { detailedMetricsEnabled: true } }, undefined],
  ["no throttling without settings", {}, undefined],
])("gives a route %s", (_, inputs, throttling) => {
  expect(throttlingWith(inputs)).toEqual(throttling);
});
