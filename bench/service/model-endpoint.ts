import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { sampleVector } from "./sample-vector";

/** A model on loopback that answers every text with the same vector of 1,024 numbers. */
export interface ModelEndpoint {
  readonly url: string;
  close(): void;
}

/** Starts a {@link ModelEndpoint} that takes `latencyMs` for each text. */
export async function modelEndpoint(latencyMs: number): Promise<ModelEndpoint> {
  const body = JSON.stringify({ embedding: sampleVector, inputTextTokenCount: 5 });
  const server = createServer(async (request, response) => {
    request.resume();
    await setTimeout(latencyMs);
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
