import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that an {@link Upstream} received. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * What an {@link Upstream} answers; "hang" never answers, "reset" closes the connection, `stalls` sends the body but
 * never its end, and a body that is shorter than its content-length is cut off.
 */
export type UpstreamAnswer =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      readonly stalls?: boolean;
    }
  | "hang"
  | "reset";

/** An HTTP endpoint on loopback that stands in for an AWS service and answers as the test says. */
export class Upstream {
  readonly requests: UpstreamRequest[] = [];
  answer: (request: UpstreamRequest) => UpstreamAnswer = () => ({ status: 500 });
  /** What happens between a request and its answer. */
  delay: (() => Promise<void>) | undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const request = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      };
      const aside = this.answerAside(request);
      if (!aside) {
        this.requests.push(request);
        await this.delay?.();
      }
      const answer = aside ?? (await this.respond(request));
      if (answer === "reset") incoming.socket.destroy();
      else if (answer !== "hang") {
        outgoing.writeHead(answer.status, answer.headers);
        const { "content-length": promised = "0" } = answer.headers ?? {};
        if (answer.stalls) outgoing.write(answer.body);
        else if (Number(promised) > (answer.body?.length ?? 0)) {
          outgoing.write(answer.body, () => incoming.socket.destroySoon());
        } else outgoing.end(answer.body);
      }
    });
  }

  /** What is answered without being kept; undefined for all that is. */
  protected answerAside(_request: UpstreamRequest): UpstreamAnswer | undefined {
    return undefined;
  }

  protected respond(request: UpstreamRequest): Promise<UpstreamAnswer> | UpstreamAnswer {
    return this.answer(request);
  }

  /** Listens on a free port; returns the URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
