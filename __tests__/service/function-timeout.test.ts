import { attemptTimeoutsMs, clientSettings } from "../../functions/aws/aws-client";
import { answerTimeMs } from "../../functions/http/request-context";
import {
  type CalledService,
  calledServices,
  functionTimeoutSeconds,
  integrationTimeoutMs,
} from "../../service/function-timeout";
import { type Route, routes } from "../../service/routes";

/** How long a call of a service may take, by the clients that functions make. */
function longestCallMs(service: CalledService): number {
  const attemptTimeoutMs = attemptTimeoutsMs[service];
  return clientSettings(attemptTimeoutMs).maxAttempts * attemptTimeoutMs;
}

test.each(routes)(
  "leaves $name time to answer after all attempts of any call, before the API gives up",
  async (route) => {
    const timeoutMs = functionTimeoutSeconds(route) * 1000;
    for (const service of calledServices(route)) {
      expect(longestCallMs(service)).toBeLessThan(timeoutMs - answerTimeMs);
    }
    expect(timeoutMs).toBeLessThan(integrationTimeoutMs);
  },
);

test.each<[Pick<Route, "invokesModel" | "bucketAccess" | "indexAccess">, string[], number]>([
  [{}, [], 10],
  [{ bucketAccess: "read" }, ["storage"], 15],
  [{ bucketAccess: "delete", indexAccess: "delete" }, ["storage", "index"], 15],
  [{ invokesModel: true }, ["model"], 29],
  [{ invokesModel: true, bucketAccess: "read-write", indexAccess: "read-write" }, ["model", "storage", "index"], 29],
])("gives a function with the access %j, which calls %j, %d s", (access, services, seconds) => {
  expect(calledServices(access)).toEqual(services);
  expect(functionTimeoutSeconds(access)).toBe(seconds);
});

test("keeps within what an HTTP API can wait", () => {
  expect(integrationTimeoutMs).toBeLessThanOrEqual(30_000);
});
