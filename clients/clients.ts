import type { Client } from "./client";
import { nodeClients } from "./node-clients";
import { pythonClients } from "./python-clients";

/** Every client, in the order of the documentation. */
export const clients: readonly Client[] = [...nodeClients, ...pythonClients];
