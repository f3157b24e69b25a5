import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Modules that no function in Lambda gets to use, by their path in node_modules, and what stands for them in a bundle:
 * all of a bundle is parsed, and much of it run, before the first answer. The effects are those on the 71 ms that
 * `generate` takes to load and to answer once on two cores, with Node.js 24.21.
 */
export const replacements: Readonly<Record<string, string>> = {
  // Lambda hands a function the credentials of its role in the environment. Without this: profiles, SSO, web identity,
  // instance metadata, and the clients of STS, SSO and Sign-in that they are for: with what follows 119 KB, 12 ms.
  "@aws-sdk/credential-provider-node/dist-es/index.js": `
    export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,

  // Bedrock also takes API keys and tokens of IAM Identity Center.
  "@aws-sdk/token-providers/dist-es/index.js": `
    const noToken = () => async () => { throw new Error("A function signs with the credentials of its role"); };
    export { noToken as fromEnvSigningName, noToken as nodeProvider };`,

  // A function has no ~/.aws, in which each client looks for each of its settings: 3 ms.
  "@smithy/core/dist-es/submodules/config/node-config-provider/fromSharedConfigFiles.js": `
    import { CredentialsProviderError } from "../property-provider/CredentialsProviderError";
    export const fromSharedConfigFiles = () => async () => {
      throw new CredentialsProviderError("A function has no configuration files");
    };`,

  // No command that a function sends streams events. What prepares the clients for it, by an import() of its own, keeps
  // @smithy/core out of the bundle's one scope: 22 KB, 6 ms.
  "@smithy/core/dist-es/submodules/event-streams/index.js": `
    export const resolveEventStreamSerdeConfig = (config) => config;
    export const eventStreamSerdeProvider = () => { throw new Error("Functions stream no events"); };
    export class EventStreamSerde {}`,
  "@aws-sdk/eventstream-handler-node/dist-es/index.js": `
    export const eventStreamPayloadHandlerProvider = () => { throw new Error("Functions stream no events"); };`,
  "@aws-sdk/middleware-eventstream/dist-es/index.js": `
    export const resolveEventStreamConfig = (config) => config;
    export const getEventStreamPlugin = () => { throw new Error("Functions stream no events"); };`,
  "@aws-sdk/middleware-websocket/dist-es/index.js": `
    export const resolveWebSocketConfig = (config) => config;
    export const getWebSocketPlugin = () => { throw new Error("Functions stream no events"); };`,

  // The clients get a handler that speaks HTTP/1.1; this one would load node:http2: 7 KB, 4 ms.
  "@smithy/node-http-handler/dist-es/node-http2-handler.js": `
    export class NodeHttp2Handler { static create(handler) { return handler; } }`,

  // The buckets are neither directory buckets, which take sessions, nor behind access points of several regions, which
  // take another signature, and are in the region of the function. With what follows 23 KB of `retrieve`, 4% of its time.
  "@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/functions/s3ExpressMiddleware.js": noPlugin(
    "getS3ExpressPlugin",
    ["s3ExpressMiddleware", "s3ExpressMiddlewareOptions"],
  ),
  "@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/functions/s3ExpressHttpSigningMiddleware.js":
    noPlugin("getS3ExpressHttpSigningPlugin", [
      "s3ExpressHttpSigningMiddleware",
      "s3ExpressHttpSigningMiddlewareOptions",
    ]),
  "@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/classes/S3ExpressIdentityProviderImpl.js": `
    export class S3ExpressIdentityProviderImpl {}`,
  "@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-region-redirect/region-redirect-middleware.js": noPlugin(
    "getRegionRedirectMiddlewarePlugin",
    ["regionRedirectMiddleware", "regionRedirectMiddlewareOptions"],
  ),
  "@aws-sdk/signature-v4-multi-region/dist-es/index.js": `
    export { SignatureV4 as SignatureV4MultiRegion, SignatureV4 as SignatureV4SignWithCredentials } from "@smithy/signature-v4";
    export const signatureV4CrtContainer = {};`,

  // Prepares each call, field by field, for a logger that no client has: 1% of a warm request.
  "@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js": noPlugin("getLoggerPlugin", [
    "loggerMiddleware",
    "loggerMiddlewareOptions",
  ]),

  // No request that a function sends has a body of XML.
  "@aws-sdk/core/dist-es/submodules/protocols/xml/XmlShapeSerializer.js": `
    export class XmlShapeSerializer {
      setSerdeContext() {}
      write() { throw new Error("Functions send no XML"); }
      flush() { return ""; }
    }`,

  // Node.js has these hashes itself.
  "@smithy/core/dist-es/submodules/checksum/crc32/Crc32Js.js": missingHash("Crc32Js"),
  "@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js": missingHash("Md5Js"),
  "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js": missingHash("Sha256Js"),
  "@aws-sdk/checksums/dist-es/submodules/sha/sha1/Sha1Js.js": missingHash("Sha1Js"),
};

/** A module with a plugin that adds no middleware to a client, and what else it exports, which only the plugin uses. */
function noPlugin(name: string, others: readonly string[]): string {
  const unused = others.map((other) => `export const ${other} = undefined;`);
  return `export const ${name} = () => ({ applyToStack() {} }); ${unused.join(" ")}`;
}

function missingHash(name: string): string {
  return `export class ${name} { constructor() { throw new Error("Node.js has this hash itself"); } }`;
}

/** An esbuild plugin for bundles of the AWS SDK that run in Lambda. */
export const sdkForLambda: Plugin = {
  name: "sdk-for-lambda",
  setup(esbuild) {
    esbuild.onLoad({ filter: anyOf(Object.keys(replacements)) }, ({ path }) => ({
      contents: replacements[pathInModules(path)] as string,
      resolveDir: dirname(path),
    }));
    // A client's table of all its operations is made of objects with computed keys, such as { [_xN]: "Key" }. These
    // esbuild keeps, used or not, for what computing a key may do; with its text for a key it keeps what is used. Without
    // the rest, 58 KB, V8 takes 11 ms instead of 17 to compile `retrieve`.
    esbuild.onLoad(
      { filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ },
      async ({ path }) => ({
        contents: withLiteralKeys(await readFile(path, "utf8")),
      }),
    );
    // Of a client's package.json, all that is read is the version, for the header User-Agent.
    esbuild.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
    // Node.js's own modules do nothing but export: those that nothing is left to use are not loaded.
    esbuild.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
  },
};

/** A path in the innermost folder node_modules, with slashes. */
function pathInModules(path: string): string {
  return path.replaceAll("\\", "/").replace(/^.*\/node_modules\//, "");
}

function anyOf(paths: readonly string[]): RegExp {
  const patterns = paths.map((path) => path.replaceAll(".", "\\.").replaceAll("/", "[\\\\/]"));
  return new RegExp(`[\\\\/](${patterns.join("|")})$`);
}

/** A module's text with the keys of its objects that are computed from constant texts spelled out. */
function withLiteralKeys(text: string): string {
  const constants = new Map(
    [...text.matchAll(/^(?:const|var) (\w+) = ("[^"\\]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return text.replace(/\[(\w+)\]:/g, (key, name) => (constants.has(name) ? `${constants.get(name)}:` : key));
}
