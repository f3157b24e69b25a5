import { formatAddress } from "../../address";
import type { MonthOfUse } from "./month-cost";

/** The parts of the view. */
export const parts = {
  diagram: "Architecture",
  cost: "Cost",
  configuration: "Configuration",
  bundles: "Bundles",
} as const;
export type Part = keyof typeof parts;

/** What the view shows, as its address says. */
export interface DeploymentAddress extends MonthOfUse {
  readonly part: Part;
  /** Of the diagram, what is chosen; empty for nothing. */
  readonly of: string;
  /** Of the configuration, whether only what is not the default is shown. */
  readonly onlyChanged: boolean;
}

/** What is reckoned with where nobody has said anything else. */
const usual: MonthOfUse = { texts: 10_000, searches: 10_000, reranks: 0, kept: 100_000, inBatches: true };

/** Reads the parameters of an address; what is no value of theirs is as if it were not there. */
export function parseDeployment(parameters: URLSearchParams): DeploymentAddress {
  const part = parameters.get("part") ?? "";
  return {
    part: Object.hasOwn(parts, part) ? (part as Part) : "diagram",
    of: parameters.get("of") ?? "",
    onlyChanged: parameters.get("only") === "changed",
    texts: count(parameters.get("texts"), usual.texts),
    searches: count(parameters.get("searches"), usual.searches),
    reranks: count(parameters.get("reranks"), usual.reranks),
    kept: count(parameters.get("kept"), usual.kept),
    inBatches: parameters.get("stored") !== "singly",
  };
}

/** The address of what the view shows. */
export function deploymentHref(address: DeploymentAddress): string {
  const { part, of, onlyChanged, texts, searches, reranks, kept, inBatches } = address;
  const unlessUsual = (value: number, usually: number) => (value === usually ? undefined : String(value));
  return formatAddress("deployment", {
    part: part === "diagram" ? undefined : part,
    of,
    only: onlyChanged ? "changed" : undefined,
    texts: unlessUsual(texts, usual.texts),
    searches: unlessUsual(searches, usual.searches),
    reranks: unlessUsual(reranks, usual.reranks),
    kept: unlessUsual(kept, usual.kept),
    stored: inBatches ? undefined : "singly",
  });
}

function count(text: string | null, usually: number): number {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : usually;
}
