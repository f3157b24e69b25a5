import { configureIssuer, openAccess, routeAuthorizer } from "../../../local/auth/access";
import type { LocalIssuer } from "../../../local/auth/local-issuer.mjs";
import type { RegisteredAuthorization, RequestAuthorizer } from "../../../local/gateway/registered-authorization";
import type { RegisteredRoute } from "../../../local/gateway/registered-routes";

const routeWith = (authorization: RegisteredAuthorization) =>
  ({ routeKey: "GET /a", authorization }) as unknown as RegisteredRoute;
const jwtRoute = (scopes: string[]) =>
  routeWith({ type: "JWT", requirements: { issuer: "https://login.example.com", audiences: ["one", "two"], scopes } });
const authorizer = { id: "a", cacheSeconds: 60 } as unknown as RequestAuthorizer;
const keyRoute = routeWith({ type: "CUSTOM", authorizer });
const byFunction = jest.fn();
const args = { region: "us-east-1", byFunction };
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", fromEnvironment: false };

test("lets everyone call a route that is open, whatever the others need", async () => {
  const access = { type: "iam", credentials } as const;
  expect(await routeAuthorizer(routeWith({ type: "NONE" }), access, args)).toBeUndefined();
});

test("serves no route in another way than it was registered", async () => {
  await expect(routeAuthorizer(routeWith({ type: "AWS_IAM" }), { type: "none" }, args)).rejects.toThrow(
    "GET /a was registered with AWS_IAM, and was to be authorized by none",
  );
  await expect(routeAuthorizer(jwtRoute([]), { type: "iam", credentials }, args)).rejects.toThrow(
    "GET /a was registered with JWT, and was to be authorized by iam",
  );
  await expect(routeAuthorizer(keyRoute, { type: "iam", credentials }, args)).rejects.toThrow(
    "GET /a was registered with CUSTOM, and was to be authorized by iam",
  );
});

test("has the function authorize that was registered, with a key of this deployment", async () => {
  const access = await openAccess({ type: "keys" });
  expect(access).toEqual({ type: "keys", key: expect.stringMatching(/^embk_/) });
  expect(await openAccess({ type: "keys" })).not.toEqual(access);
  const authorize = jest.fn();
  byFunction.mockReturnValue(authorize);
  expect(await routeAuthorizer(keyRoute, access, args)).toBe(authorize);
  expect(byFunction).toHaveBeenCalledWith(authorizer);
});

test("has the issuer give tokens that are good for every route", () => {
  const issuer = {} as LocalIssuer;
  configureIssuer(issuer, [jwtRoute(["write"]), routeWith({ type: "NONE" }), jwtRoute(["read", "write"])]);
  expect(issuer.claims).toEqual({ issuer: "https://login.example.com", audience: "one", scopes: ["read", "write"] });
});
