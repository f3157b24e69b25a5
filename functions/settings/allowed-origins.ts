/** The origins of web pages that may call the API; `*` stands for all of them. */
export const allowedOrigins: readonly string[] = process.env["CORS_ALLOW_ORIGINS"]?.split(",") ?? [];
