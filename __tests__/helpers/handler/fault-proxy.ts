import { EventEmitter, once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { UpstreamAnswer } from "./upstream";

/** A request that reached a {@link FaultProxy}. */
export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** What the service or the proxy answered, even where the answer was lost; undefined where neither did. */
  readonly status?: number;
}

/**
 * What happens to a request on its way to the service and back: nothing; the proxy answers in the service's place,
 * or never ("hang"), or closes the connection ("reset"); the service answers, and the answer is lost ("lose"), is cut
 * off in the middle of its body ("truncate") or comes with another body under the same headers; or the request is
 * passed on late, or when something else has happened.
 */
export type Fault =
  | "none"
  | UpstreamAnswer
  | "lose"
  | "truncate"
  | { readonly alter: (body: Buffer) => Buffer }
  | { readonly delayMs: number }
  | { readonly after: Promise<unknown> };

interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An HTTP proxy on loopback in front of a service, which does to each request what the test says. */
export class FaultProxy {
  readonly requests: ProxiedRequest[] = [];
  /** Decides on a request by what it is and by how many there were since {@link clear}, itself included. */
  fault: (request: ProxiedRequest, number: number) => Fault = () => "none";
  private readonly arrivals = new EventEmitter();
  private readonly server = createServer((incoming, outgoing) => {
    this.receive(incoming, outgoing).catch(() => incoming.socket.destroy());
  });

  constructor(private readonly serviceUrl: string) {}

  /** Listens on a free port; returns the URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves as soon as so many requests of a kind have come since {@link clear}. */
  async received(count: number, isMeant: (request: ProxiedRequest) => boolean = () => true): Promise<void> {
    while (this.requests.filter(isMeant).length < count) await once(this.arrivals, "request");
  }

  /** Forgets the requests and lets all that come pass. */
  clear(): void {
    this.requests.length = 0;
    this.fault = () => "none";
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "", url: path = "", headers } = incoming;
    const received: ProxiedRequest & { status?: number } = { method, path, headers, body: await readAll(incoming) };
    this.requests.push(received);
    this.arrivals.emit("request");
    const fault = this.fault(received, this.requests.length);

    if (fault === "hang") return;
    if (fault === "reset") return void incoming.socket.destroy();
    if (typeof fault === "object" && "status" in fault) {
      received.status = fault.status;
      outgoing.writeHead(fault.status, fault.headers);
      if (fault.stalls) outgoing.write(fault.body);
      else outgoing.end(fault.body);
      return;
    }
    if (typeof fault === "object" && "delayMs" in fault) await setTimeout(fault.delayMs);
    if (typeof fault === "object" && "after" in fault) await fault.after;
    const answer = await this.forward(received);
    received.status = answer.status;
    if (fault === "lose") return void incoming.socket.destroy();
    if (fault === "truncate") {
      outgoing.writeHead(answer.status, answer.headers);
      outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => incoming.socket.destroy());
      return;
    }
    const body = typeof fault === "object" && "alter" in fault ? fault.alter(answer.body) : answer.body;
    outgoing.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
    outgoing.end(body);
  }

  private forward({ method, path, headers, body }: ProxiedRequest): Promise<ServiceAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(this.serviceUrl, { method, path, headers }, async (answer) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await readAll(answer) });
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
