import { flag } from "./arguments";

/** Whether a command is called by a script. */
export const jsonOption = flag("print the result as JSON, for scripts");
