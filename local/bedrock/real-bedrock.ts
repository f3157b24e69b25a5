import type { IncomingMessage } from "node:http";
import {
  BedrockRuntimeClient,
  BedrockRuntimeServiceException,
  InvokeModelCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { RunError } from "@pulumi/pulumi/errors";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpResponse } from "@smithy/types";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { errorMessage } from "../../common/caught-error";
import { readBody } from "../read-body";
import { bedrockServer } from "./bedrock-server";
import { maxInvokeBytes } from "./request-body";

/** Amazon Bedrock itself, behind the address of the stand-in. */
export interface RealBedrock {
  readonly app: FastifyInstance;
  readonly region: string;
}

/**
 * Passes each InvokeModel on to Amazon Bedrock, with the credentials and the region that AWS's tools find, or in this region
 * where they find none. Throws a `RunError` where there are no credentials.
 */
export async function realBedrock(otherwise: string): Promise<RealBedrock> {
  const region = await regionOf(new BedrockRuntimeClient()).catch(() => otherwise);
  // As the functions call it, who repeat what fails.
  const client = new BedrockRuntimeClient({ region, maxAttempts: 1, requestHandler: new NodeHttpHandler() });
  try {
    await client.config.credentials();
  } catch (error) {
    const why = errorMessage(error);
    throw new RunError(`--model bedrock finds no AWS credentials (${why}): sign in, or start with another --model`);
  }
  const app = bedrockServer();
  app.addContentTypeParser("*", (_request: FastifyRequest, payload: IncomingMessage) =>
    readBody(payload, maxInvokeBytes),
  );
  app.post<{ Params: { modelId: string } }>("/model/:modelId/invoke", async ({ params, body }, reply) => {
    const command = new InvokeModelCommand({
      modelId: params.modelId,
      contentType: "application/json",
      body: body as Buffer,
    });
    // The number of tokens is nowhere else.
    command.middlewareStack.add(
      (next) => async (sent) => {
        const answered = await next(sent);
        const { headers } = answered.response as HttpResponse;
        for (const [name, value] of Object.entries(headers)) if (name.startsWith("x-amzn-")) reply.header(name, value);
        return answered;
      },
      { step: "deserialize" },
    );
    try {
      return Buffer.from((await client.send(command)).body);
    } catch (error) {
      if (!(error instanceof BedrockRuntimeServiceException)) {
        console.warn(`warning: Amazon Bedrock cannot be called: ${errorMessage(error)}`);
        throw error;
      }
      const { name, message, $metadata } = error;
      return reply
        .code($metadata.httpStatusCode ?? 500)
        .header("x-amzn-errortype", name)
        .send({ message });
    }
  });
  app.addHook("onClose", async () => client.destroy());
  return { app, region };
}

function regionOf({ config }: BedrockRuntimeClient): Promise<string> {
  return config.region();
}
