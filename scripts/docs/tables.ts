import { agentToolsTable } from "./tables/agents";
import { alarmsTable } from "./tables/alarms";
import { apiTables } from "./tables/api";
import { benchPartsTable } from "./tables/bench-parts";
import { clientTables } from "./tables/clients";
import { commandTables } from "./tables/commands";
import { configurationTables } from "./tables/configuration";
import { costTables } from "./tables/cost";
import { dependencyTables } from "./tables/dependencies";
import { errorTables } from "./tables/errors";
import { functionsDiagram, functionsTable } from "./tables/functions";
import { logTables } from "./tables/logs";
import { modelsTable } from "./tables/models";
import { outputTables } from "./tables/outputs";
import { performanceTables } from "./tables/performance";
import { rerankersTable } from "./tables/rerankers";
import { sizesTable } from "./tables/sizes";
import { startMessage } from "./tables/start-message";

/** Every table of the documentation that the code knows, by its name in the pages. */
export const tables: Readonly<Record<string, () => string | Promise<string>>> = {
  ...apiTables,
  ...clientTables,
  ...commandTables,
  ...configurationTables,
  ...costTables,
  ...dependencyTables,
  ...errorTables,
  ...logTables,
  ...outputTables,
  ...performanceTables,
  "agent-tools": agentToolsTable,
  alarms: alarmsTable,
  "bench-parts": benchPartsTable,
  "start-message": startMessage,
  functions: functionsTable,
  "functions-diagram": functionsDiagram,
  models: modelsTable,
  rerankers: rerankersTable,
  sizes: sizesTable,
};

/** Those that change with every change of a function's code: {@link tables} writes them, and no test asks for them. */
export const refreshedOnly: readonly string[] = ["sizes"];
