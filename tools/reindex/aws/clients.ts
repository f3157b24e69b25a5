import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { LocalEndpoints } from "../../../common/local-endpoints";

/** The AWS services that the command calls. */
export interface Clients {
  readonly s3: S3Client;
  readonly vectors: S3VectorsClient;
  readonly bedrock: BedrockRuntimeClient;
}

/** Arguments of {@link createClients}. */
export interface ClientsArgs {
  /** How many calls there may be at a time. */
  readonly concurrency: number;
  /**
   * The region of the vector index.
   * @default the caller's
   */
  readonly vectorsRegion: string | undefined;
  /**
   * The services of a local deployment.
   * @default AWS's, with the caller's credentials
   */
  readonly local: LocalEndpoints | undefined;
}

/** How long an answer, or the next part of one, may take, in milliseconds: a request to S3 Vectors has up to 20 MiB. */
const timeoutMs = 60_000;

/** Clients of a local deployment, or with the caller's credentials, region and endpoints. None repeats a call: `AwsCalls` does. */
export function createClients({ concurrency, vectorsRegion, local }: ClientsArgs): Clients {
  const settings = (service: "s3" | "vectors" | "bedrock") => ({
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 5_000,
      requestTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: concurrency },
      httpsAgent: { maxSockets: concurrency },
    }),
    ...(local && { endpoint: local[service], region: local.region, credentials: localCredentials }),
  });
  return {
    s3: new S3Client({
      ...settings("s3"),
      followRegionRedirects: true,
      // No host of a local endpoint is called like a bucket.
      forcePathStyle: Boolean(local ?? process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"]),
    }),
    vectors: new S3VectorsClient({
      ...settings("vectors"),
      ...(vectorsRegion === undefined ? {} : { region: vectorsRegion }),
    }),
    bedrock: new BedrockRuntimeClient(settings("bedrock")),
  };
}

/** Nobody checks them, but without any the SDK would look for the caller's. */
const localCredentials = { accessKeyId: "local", secretAccessKey: "local" };
