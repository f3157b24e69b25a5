import { lookup } from "node:dns/promises";
import { createServer, type Server } from "node:http";
import {
  type AddressInfo,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from "node:net";
import { RunError } from "@pulumi/pulumi/errors";
import type { FastifyInstance } from "fastify";
import { errorCode } from "../common/caught-error";

/** Where a server listens. */
export interface ListenArgs {
  /** 0 takes a free port. */
  readonly port: number;
  /**
   * A name or an address; `localhost` stands for both loopback addresses.
   * @default localhost
   */
  readonly host?: string;
  /** The option of `npm start` that sets the port. */
  readonly option: string;
  /**
   * How long requests under way may take once it closes, in milliseconds.
   * @default 0
   */
  readonly graceMs?: number;
}

/** How often a free port is looked for that is free on all addresses. */
const freePortTries = 20;

/**
 * Has an app listen on all addresses of a host, until it is closed, which ends every connection. Returns the port.
 * Throws a `RunError` where it cannot.
 */
export async function listen(app: FastifyInstance, { port, host = "localhost", ...args }: ListenArgs): Promise<number> {
  const connections = new Connections(app.server);
  const others: SocketServer[] = [];
  app.addHook("preClose", async () => {
    const closed = [app.server, ...others].map((server) => new Promise((resolve) => server.close(resolve)));
    const tooLong = setTimeout(() => connections.end(), args.graceMs ?? 0);
    connections.endIdle();
    await Promise.all(closed);
    clearTimeout(tooLong);
  });
  await app.ready();
  const [first = host, ...rest] = await addressesOf(host);
  for (let tries = 1; ; tries++) {
    try {
      const bound = await bind(app.server, port, first);
      for (const address of rest) others.push(await bindAlso(app.server, bound, address));
      return bound;
    } catch (error) {
      for (const server of [app.server, ...others.splice(0)]) server.close();
      if (port === 0 && errorCode(error) === "EADDRINUSE" && tries < freePortTries) continue;
      throw listenError(errorCode(error), { port, host, ...args });
    }
  }
}

/** The addresses of a host that this machine has. */
async function addressesOf(host: string): Promise<string[]> {
  if (host === "localhost") return (await hasIpv6Loopback()) ? ["127.0.0.1", "::1"] : ["127.0.0.1"];
  try {
    return [...new Set((await lookup(host, { all: true })).map(({ address }) => address))];
  } catch {
    throw new RunError(`The host ${host} has no address: set --host to one of this machine, or to localhost`);
  }
}

async function hasIpv6Loopback(): Promise<boolean> {
  const server = createServer();
  try {
    await bind(server, 0, "::1");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function bind(server: SocketServer, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Listens on another address for a server, which has the connections: https://nodejs.org/api/http.html#event-connection */
async function bindAlso(server: Server, port: number, host: string): Promise<SocketServer> {
  const other = createSocketServer((socket) => server.emit("connection", socket));
  await bind(other, port, host);
  return other;
}

function listenError(code: string | undefined, { port, host, option }: ListenArgs): Error {
  switch (code) {
    case "EADDRINUSE":
      return new RunError(
        `Port ${port} is in use: stop what listens there, or choose another one, as in npm start -- ${option} ${port + 1}`,
      );
    case "EACCES":
      return new RunError(
        `Port ${port} cannot be used (${code}): choose one above 1023, as in npm start -- ${option} ${port + 3_000}`,
      );
    default:
      return new RunError(
        `The host ${host} cannot be used (${code}): set --host to an address of this machine, or to localhost`,
      );
  }
}

/** The connections of a server, and which of them have a request under way. */
class Connections {
  private readonly open = new Set<Socket>();
  private readonly busy = new Set<Socket>();

  constructor(server: Server) {
    server.on("connection", (socket) => {
      this.open.add(socket);
      socket.once("close", () => this.open.delete(socket));
    });
    server.on("request", ({ socket }, response) => {
      this.busy.add(socket);
      response.once("close", () => this.busy.delete(socket));
    });
  }

  /** Ends those without a request: also those that said nothing yet, or half a request. */
  endIdle(): void {
    for (const socket of this.open) if (!this.busy.has(socket)) socket.destroy();
  }

  end(): void {
    for (const socket of this.open) socket.destroy();
  }
}
