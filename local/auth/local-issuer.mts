import fastify, { type FastifyInstance } from "fastify";
import {
  type CryptoKey,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from "jose";
import { listen } from "../listen.js";

const algorithm = "RS256";
const keyId = "local";

/** How long a token is good for: a working day, since it cannot be renewed. */
const tokenHours = 12;

/** What the tokens say beside the scopes. */
export interface IssuedClaims {
  /** The issuer that the API was told to trust. */
  readonly issuer: string;
  readonly audience: string;
  /** What a token gets that is asked for without scopes. */
  readonly scopes: readonly string[];
}

/**
 * Stands in for the issuer of tokens that a company has: an OpenID Connect provider on loopback, with keys of its own,
 * that gives tokens to everyone who asks (RFC 6749, section 4.4).
 */
export class LocalIssuer {
  readonly tokenHours = tokenHours;
  /** Whose tokens these are: nothing is issued before it is set. */
  claims: IssuedClaims | undefined;

  private constructor(
    private readonly app: FastifyInstance,
    private readonly privateKey: CryptoKey,
    readonly url: string,
    /** The public keys, as whoever verifies a token gets them: over HTTP. */
    readonly keys: ReturnType<typeof createRemoteJWKSet>,
  ) {}

  /** Makes keys and listens on a free port. */
  static async start(): Promise<LocalIssuer> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm);
    const keySet = { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: "sig" }] };
    const app = fastify();
    app.get("/.well-known/jwks.json", async () => keySet);
    app.get("/.well-known/openid-configuration", async () => issuer.metadata());
    app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    app.post<{ Body?: Record<string, string> }>("/oauth2/token", async ({ body = {} }, reply) => {
      reply.header("cache-control", "no-store");
      if (body["grant_type"] === "client_credentials") return issuer.grant(body["scope"]);
      return reply.code(400).send({ error: body["grant_type"] ? "unsupported_grant_type" : "invalid_request" });
    });
    const url = `http://127.0.0.1:${await listen(app, { port: 0, option: "--port" })}`;
    const issuer = new LocalIssuer(app, privateKey, url, createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)));
    return issuer;
  }

  /** A token with these scopes. */
  token(scopes: readonly string[] = this.claims?.scopes ?? []): Promise<string> {
    const { issuer = this.url, audience = "" } = this.claims ?? {};
    const now = Math.floor(Date.now() / 1000);
    return this.sign({
      iss: issuer,
      sub: "local",
      aud: audience,
      iat: now,
      exp: now + tokenHours * 3_600,
      ...(scopes.length > 0 ? { scope: scopes.join(" ") } : {}),
    });
  }

  /** A token with these claims and no others. */
  sign(claims: JWTPayload, header: JWTHeaderParameters = { alg: algorithm, kid: keyId, typ: "JWT" }): Promise<string> {
    return new SignJWT(claims).setProtectedHeader(header).sign(this.privateKey);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** https://openid.net/specs/openid-connect-discovery-1_0.html */
  private metadata() {
    return {
      issuer: this.claims?.issuer ?? this.url,
      jwks_uri: `${this.url}/.well-known/jwks.json`,
      // Clients take no metadata without it. Nobody signs in there, so nothing answers.
      authorization_endpoint: `${this.url}/oauth2/authorize`,
      token_endpoint: `${this.url}/oauth2/token`,
      grant_types_supported: ["client_credentials"],
      response_types_supported: ["token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: [algorithm],
      token_endpoint_auth_methods_supported: ["none"],
      scopes_supported: this.claims?.scopes ?? [],
    };
  }

  private async grant(scope: string | undefined) {
    const scopes = scope?.split(" ").filter(Boolean) ?? this.claims?.scopes ?? [];
    const expiresIn = tokenHours * 3_600;
    return {
      access_token: await this.token(scopes),
      token_type: "Bearer",
      expires_in: expiresIn,
      scope: scopes.join(" "),
    };
  }
}
