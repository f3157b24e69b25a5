import type { Server } from "node:http";
import type { Socket } from "node:net";
import { pathOf, type Shortage, ShortageReport, shortageOf } from "../shortage";
import { type Refusal, unavailable } from "./refusal";

/** What takes files of the gateway's process. */
const manyRequests = "so many requests at a time";

/** Refuses the requests of more clients at a time than the process has files for, and says so once until all are gone. */
export class ClientLimit {
  private readonly shortages = new ShortageReport();
  /** Which are not over when all clients are gone. */
  private readonly removals = new ShortageReport();
  /** Those of clients that came when there were enough. */
  private readonly excess = new WeakSet<Socket>();
  private connections = 0;

  constructor(server: Server, max: number) {
    server.on("connection", (socket) => {
      this.connections += 1;
      if (this.connections > max) this.excess.add(socket);
      socket.once("close", () => {
        this.connections -= 1;
        if (this.connections === 0) this.shortages.over();
      });
    });
  }

  /** Throws a {@link Refusal} where the client of this connection is one too many, after which the connection ends. */
  admit(socket: Socket): void {
    if (this.excess.has(socket)) throw this.refusal("files");
  }

  /** The refusal of a request that failed by a shortage; undefined where it failed by anything else. */
  refusalOf(error: unknown): Refusal | undefined {
    const shortage = shortageOf(error);
    if (shortage !== "data") return shortage && this.refusal(shortage);
    this.removals.say(shortage, pathOf(error) ?? "the data directory");
    return unavailable("its data were removed");
  }

  private refusal(shortage: Shortage): Refusal {
    this.shortages.say(shortage, manyRequests);
    return unavailable(`out of ${shortage}`, { connection: "close" });
  }
}
