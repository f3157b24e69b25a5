import { configureIssuer, routeAuthorizer } from "../../../local/auth/access";
import type { LocalIssuer } from "../../../local/auth/local-issuer.mjs";
import type { RegisteredAuthorization } from "../../../local/gateway/registered-authorization";
import type { RegisteredRoute } from "../../../local/gateway/registered-routes";

const routeWith = (authorization: RegisteredAuthorization) =>
  ({ routeKey: "GET /a", authorization }) as unknown as RegisteredRoute;
const jwtRoute = (scopes: string[]) =>
  routeWith({ type: "JWT", requirements: { issuer: "https://login.example.com", audiences: ["one", "two"], scopes } });
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", fromEnvironment: false };

test("lets everyone call a route that is open, whatever the others need", async () => {
  const access = { type: "iam", credentials } as const;
  expect(await routeAuthorizer(routeWith({ type: "NONE" }), access, "us-east-1")).toBeUndefined();
});

test("serves no route in another way than it was registered", async () => {
  await expect(routeAuthorizer(routeWith({ type: "AWS_IAM" }), { type: "none" }, "us-east-1")).rejects.toThrow(
    "GET /a was registered with AWS_IAM, and was to be authorized by none",
  );
  await expect(routeAuthorizer(jwtRoute([]), { type: "iam", credentials }, "us-east-1")).rejects.toThrow(
    "GET /a was registered with JWT, and was to be authorized by iam",
  );
});

test("has the issuer give tokens that are good for every route", () => {
  const issuer = {} as LocalIssuer;
  configureIssuer(issuer, [jwtRoute(["write"]), routeWith({ type: "NONE" }), jwtRoute(["read", "write"])]);
  expect(issuer.claims).toEqual({ issuer: "https://login.example.com", audience: "one", scopes: ["read", "write"] });
});
