import { randomUUID } from "node:crypto";
import fastify, { type FastifyInstance } from "fastify";
import { EncoderError } from "../model/encoder";
import { BedrockError } from "./bedrock-error";

/** A server with Bedrock's errors and headers, and no operation yet. */
export function bedrockServer(): FastifyInstance {
  const app = fastify({
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 2_048 },
  });
  app.removeAllContentTypeParsers();
  app.setNotFoundHandler(async ({ method, url }) => {
    throw new BedrockError("UnknownOperationException", `The local deployment has no operation ${method} ${url}`);
  });
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof EncoderError) console.warn(`warning: ${error.message}`);
    else if (!(error instanceof BedrockError)) console.error(error);
    const { status, header, message } =
      error instanceof BedrockError ? error : new BedrockError("InternalServerException", "Internal server error");
    return reply.code(status).header("x-amzn-errortype", header).send({ message });
  });
  app.addHook("onSend", async ({ id }, reply) => {
    if (!reply.hasHeader("x-amzn-requestid")) reply.header("x-amzn-requestid", id);
    reply.header("content-type", "application/json");
  });
  return app;
}
