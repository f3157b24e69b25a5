// A gateway with routes that take tokens, in a process of its own because jest cannot load the ESM-only jose. Prints
// its URL and tokens by name as a line of JSON, and serves until it is ended.
import { createSecretKey } from "node:crypto";
import { decodeJwt, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { jwtAuthorizer } from "../../../local/auth/jwt.mjs";
import { LocalIssuer } from "../../../local/auth/local-issuer.mjs";
import { Gateway } from "../../../local/gateway/gateway.js";

const issuer = await LocalIssuer.start();
issuer.claims = { issuer: "https://login.example.com", audience: "search", scopes: ["a.read", "a.write"] };

let reason: string | undefined;
const gateway = new Gateway({
  report: (request) => {
    reason = request.reason;
  },
});
// Why the request before this one was refused.
gateway.addRoute({
  apiId: "local",
  routeKey: "GET /reason",
  lambda: { invoke: async () => ({ reason }) },
  timeoutMs: 1_000,
});
const requirements = { issuer: issuer.claims.issuer, audiences: ["embeddings", "search"] };
for (const [routeKey, scopes] of Object.entries({ "GET /any": [], "GET /write": ["a.write", "a.admin"] })) {
  gateway.addRoute({
    apiId: "local",
    routeKey,
    lambda: { invoke: async (event) => event },
    timeoutMs: 1_000,
    authorize: jwtAuthorizer(issuer.keys, { ...requirements, scopes }),
  });
}

const given = await issuer.token();
const claims = decodeJwt(given);
const { aud: _, ...withoutAudience } = claims;
const { exp: __, ...withoutExpiry } = claims;
const now = Math.floor(Date.now() / 1_000);
const [header, , signature] = given.split(".");
const otherKeys = await generateKeyPair("RS256");
const publicKey = await issuer.keys({ alg: "RS256", kid: "local" }, { payload: "", signature: "" });

const tokens = {
  given,
  "audience list": await issuer.sign({ ...claims, aud: ["others", "embeddings"] }),
  "client id alone": await issuer.sign({ ...withoutAudience, client_id: "search" }),
  "scp list": await issuer.sign({ ...claims, scope: undefined, scp: ["x", "a.admin"] }),
  "scp text": await issuer.sign({ ...claims, scope: undefined, scp: "x a.write" }),
  "many claims": await issuer.sign({ ...claims, groups: ["a", "b"], level: 3, admin: false }),

  "no scope": await issuer.token([]),
  "other scopes": await issuer.token(["a.read", "a.writer", "b.write"]),

  "other key": await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "local" }).sign(otherKeys.privateKey),
  "other key id": await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "other" })
    .sign(otherKeys.privateKey),
  "no key id": await issuer.sign(claims, { alg: "RS256" }),
  "public key as a secret": await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: "local" })
    .sign(createSecretKey(Buffer.from(await exportSPKI(publicKey)))),
  "no signature": new UnsecuredJWT(claims).encode(),
  "changed claims": [
    header,
    Buffer.from(JSON.stringify({ ...claims, sub: "admin" })).toString("base64url"),
    signature,
  ].join("."),
  expired: await issuer.sign({ ...claims, iat: now - 7_200, exp: now - 1 }),
  "no expiry": await issuer.sign(withoutExpiry),
  "not yet valid": await issuer.sign({ ...claims, nbf: now + 60 }),
  "issued in the future": await issuer.sign({ ...claims, iat: now + 60 }),
  "other issuer": await issuer.sign({ ...claims, iss: issuer.url }),
  "other audience": await issuer.sign({ ...claims, aud: "others" }),
  "other audience, known client id": await issuer.sign({ ...claims, aud: "others", client_id: "search" }),
  "no audience": await issuer.sign(withoutAudience),
  "other client id": await issuer.sign({ ...withoutAudience, client_id: "others" }),
};

console.log(JSON.stringify({ url: await gateway.listen(0), issuerUrl: issuer.url, tokens }));
