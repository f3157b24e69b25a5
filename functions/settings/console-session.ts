import { environmentVariable } from "./environment";

/** What the console is told of the deployment, as JSON. */
export const consoleSession = environmentVariable("CONSOLE_SESSION");
