import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpResponse } from "@smithy/types";
import { type LocalBedrockArgs, localBedrock } from "../../../local/bedrock/bedrock";

/** What a model answered to the real client. */
export interface InvokedModel {
  readonly contentType: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Read as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: its fields are what the tests assert.
  readonly body: any;
}

/** The local Bedrock of a test file, called by the AWS SDK over HTTP. */
export interface UsedBedrock {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Sends a body, an object as its JSON. */
  readonly invoke: (modelId: string, body: unknown) => Promise<InvokedModel>;
}

/** Starts a local Bedrock before the tests of a file, and stops it after them. */
export function useLocalBedrock(args?: LocalBedrockArgs): UsedBedrock {
  const server = localBedrock(args);
  let client: BedrockRuntimeClient;
  let url = "";

  beforeAll(async () => {
    url = await server.listen({ port: 0, host: "127.0.0.1" });
    client = new BedrockRuntimeClient({
      endpoint: url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      requestHandler: new NodeHttpHandler(),
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  return {
    get url() {
      return url;
    },
    invoke: async (modelId, body) => {
      const command = new InvokeModelCommand({
        modelId,
        contentType: "application/json",
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      let headers: Record<string, string> = {};
      command.middlewareStack.add(
        (next) => async (sent) => {
          const answered = await next(sent);
          headers = (answered.response as HttpResponse).headers;
          return answered;
        },
        { step: "deserialize" },
      );
      const answer = await client.send(command);
      return { contentType: answer.contentType, headers, body: JSON.parse(answer.body.transformToString()) };
    },
  };
}

/** The error of a request that Bedrock refuses with this message, as the SDK throws it. */
export function refusal(message: string, name = "ValidationException", httpStatusCode = 400): object {
  return { name, message, $metadata: { httpStatusCode } };
}

/** A schema's refusal for these violations. */
export function malformed(violations: string): object {
  return refusal(`Malformed input request: ${violations}, please reformat your input and try again.`);
}
