import * as z from "zod";

/** What a service stack returns to whoever references it. */
export const serviceOutputs = z.object({
  apiUrl: z.string().describe("Where the API is"),
  openaiBaseUrl: z.string().describe("The `base_url` of OpenAI's clients"),
  mcpUrl: z.string().optional().describe("The server's address for agents; absent where `mcp` is off"),
  docsUrl: z.string().optional().describe("The API as a page to try it from; absent where `publicDocs` is off"),
  consoleUrl: z.string().optional().describe("The console; absent where `publicConsole` is off"),
  targetDomainName: z
    .string()
    .optional()
    .describe("What a record in DNS points `domainName` to; absent where there is none"),
  targetHostedZoneId: z
    .string()
    .optional()
    .describe("The hosted zone of this target, for an alias record in Route 53; absent where there is no `domainName`"),
  dashboardUrl: z.string().describe("The service's CloudWatch dashboard, for whoever is signed in"),
  apiId: z.string().describe("The id of the HTTP API"),
  functionArns: z.record(z.string(), z.string()).describe("The ARNs of the functions by the names of their routes"),
});

/** The outputs' values, as a reader gets them. */
export type ServiceOutputs = z.output<typeof serviceOutputs>;
