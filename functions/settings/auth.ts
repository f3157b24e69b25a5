import { environmentVariable } from "./environment";

/** By what the API authorizes requests: iam, jwt, keys or none. */
export const auth = environmentVariable("AUTH");
