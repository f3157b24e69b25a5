/** What is read of a JSON schema. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Where a parameter is sent. */
export type ParameterPlace = "path" | "query" | "header";

/** What is read of a parameter. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;

/** What is read of an operation. */
interface DescribedOperation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** What is read of the API's OpenAPI document. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** An operation of the API, as it is called. */
export interface PlayOperation {
  readonly id: string;
  readonly method: PlayMethod;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** Undefined where a request has no body. */
  readonly body: { readonly schema: Schema; readonly example: unknown } | undefined;
  /** An answer, as the description has it; undefined where it has none. */
  readonly answer: unknown;
}

const methods = ["GET", "HEAD", "POST", "PATCH", "DELETE"] as const;

/** How an operation is called. */
export type PlayMethod = (typeof methods)[number];

/** The operations that a description has, of those that are deployed, in its order. */
export function operationsIn({ paths }: Description, routes: readonly string[]): PlayOperation[] {
  return Object.entries(paths).flatMap(([path, described]) =>
    methods.flatMap((method) => {
      const operation = described[method.toLowerCase()];
      if (!operation || !routes.includes(`${method} ${path}`)) return [];
      const { operationId, tags = [], summary, description = "", parameters = [], requestBody, responses } = operation;
      const { schema, example } = requestBody?.content["application/json"] ?? {};
      return {
        id: operationId,
        method,
        path,
        tag: tags[0] ?? "",
        summary,
        description,
        parameters,
        body: schema ? { schema, example } : undefined,
        answer: responses["200"]?.content?.["application/json"]?.example,
      };
    }),
  );
}
