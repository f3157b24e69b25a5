import type * as z from "zod";
import { bootstrapConfig } from "../../../bootstrap/config";
import { githubConfig } from "../../../bootstrap/github/github-config";
import { layerConfig } from "../../../common/config";
import { serviceConfig } from "../../../service/config";
import { configDefaults } from "../../config-defaults";
import { code, markdownTable } from "../markdown";

/** Where more is said about a key than what it is. */
const more: Readonly<Record<string, string>> = {
  accessLogBucket: "[What is logged](security.md#what-is-logged)",
  alarms: "[Alarms](operations.md#alarms)",
  apiKeys: "[Keys](keys.md)",
  auth: "[Who may call the API](security.md#who-may-call-the-api)",
  bedrockModelId: "[Models](models.md)",
  certificateArn: "[A domain name](domain.md)",
  defaultEndpoint: "[The address of AWS](domain.md#turn-the-address-of-aws-off)",
  domainName: "[A domain name](domain.md)",
  embeddingModels: "[Models](models.md)",
  github: "[Deploy from GitHub Actions](github-actions.md)",
  kmsKey: "[What is encrypted](security.md#what-is-encrypted)",
  mcp: "[Agents](agents.md)",
  modelAliases: "[Several models](models.md#several-models)",
  models: "[Several models](models.md#several-models)",
  network: "[Private network](private-network.md)",
  networkZones: "[Zones](private-network.md#zones)",
  publicConsole: "[The console](security.md#the-console)",
  previousKmsKeys: "[Another KMS key](protected-data.md#another-kms-key)",
  rerankModels: "[Rerank](search.md#rerank)",
  tags: "[Tags](#tags)",
  vectorBucketName: "[The bucket where it is](move-from-the-template.md#the-bucket-where-it-is)",
  vectorIndex: "[Regions of S3 Vectors](https://docs.aws.amazon.com/general/latest/gr/s3.html)",
  vectorIndexDimension: "[Another dimension](protected-data.md#another-dimension-of-the-index)",
};

type Shape = Readonly<Record<string, z.ZodType>>;
const layers: readonly z.ZodObject[] = [bootstrapConfig, serviceConfig];

/** The keys that the stacks of both layers have. */
const bothLayers: Shape = {
  ...layerConfig.shape,
  ...Object.fromEntries(
    Object.entries(bootstrapConfig.shape as Shape).filter(([key]) => layers.every(({ shape }) => key in shape)),
  ),
};

/** What is said of every key of the configuration; throws where nothing is. */
export const configurationWording: Readonly<Record<string, { readonly layer: string; readonly text: string }>> =
  Object.fromEntries(
    Object.entries({ both: bothLayers, bootstrap: own(bootstrapConfig), service: own(serviceConfig) }).flatMap(
      ([layer, shape]) =>
        Object.entries(shape).map(([key, { description }]) => [key, { layer, text: said(key, description) }]),
    ),
  );

/** The keys of a layer that the other one does not have. */
function own({ shape }: z.ZodObject): Shape {
  return Object.fromEntries(Object.entries(shape as Shape).filter(([key]) => !(key in bothLayers)));
}

function said(key: string, description: string | undefined): string {
  if (!description) throw new Error(`Nobody has said what the key ${key} is: add .describe() to its schema`);
  return description;
}

/** A key's row: what it is named, is by default and does. */
function row(key: string, value: unknown, text: string): string[] {
  const shown =
    value === undefined ? "" : code(typeof value === "string" ? value : JSON.stringify(value).replaceAll(",", ", "));
  return [code(key), shown, more[key] ? `${text}. See ${more[key]}` : text];
}

function layerTable(layer: string): string {
  const defaults = { ...configDefaults(bootstrapConfig), ...configDefaults(serviceConfig) };
  return markdownTable(
    ["key", "default", "what it is"],
    Object.entries(configurationWording)
      .filter(([, wording]) => wording.layer === layer)
      .map(([key, { text }]) => row(key, defaults[key], text)),
  );
}

/** The keys of the configuration by the layer that has them, and those of `github`. */
export const configurationTables = {
  "configuration-both": () => layerTable("both"),
  "configuration-bootstrap": () => layerTable("bootstrap"),
  "configuration-service": () => layerTable("service"),
  "configuration-github": () => {
    const defaults = configDefaults(githubConfig);
    return markdownTable(
      ["key", "default", "what it is"],
      Object.entries(githubConfig.shape as Shape).map(([key, { description }]) =>
        row(key, defaults[key], said(`github.${key}`, description)),
      ),
    );
  },
};
