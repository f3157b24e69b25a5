import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { deploy } from "./deployment";
import { describeDeployment } from "./describe";

/** `npm start`: serves both stacks on loopback until SIGINT or SIGTERM. */
async function start(): Promise<void> {
  const port = parsePort(process.env["PORT"] ?? "3000");
  const dataDirectory = resolve(process.env["LOCAL_DATA_DIR"] ?? ".local");
  const stopped = new Promise((stop) => {
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });

  const deployment = await deploy({ port, dataDirectory });
  console.log(describeDeployment(deployment));
  await stopped;
  await deployment.close();
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`PORT is ${JSON.stringify(text)}: set it to a number from 0 (any free port) to 65535`);
}

/** One line for what the user can correct. */
function explain(error: unknown): string {
  const { code, message, path, port } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is in use: stop what listens there, or choose another one, as in PORT=${(port ?? 3000) + 1} npm start`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "EEXIST":
      return `${path ?? "The data directory"} cannot be written (${code}): set LOCAL_DATA_DIR to a folder that can`;
    default:
      return message;
  }
}

start().catch((error: unknown) => {
  console.error(`error: ${explain(error)}`);
  if (process.env["DEBUG"] && !pulumi.RunError.isInstance(error)) console.error(error);
  process.exitCode = 1;
});
