import { type Truncation, truncations } from "../../embedding/models/model";
import { choice, type Option } from "./arguments";

/** What becomes of texts that are too long. */
export const truncateOption: Option<Truncation> = choice(
  "what becomes of a text that is too long for the model: it fails, or is embedded without its end",
  { values: truncations, default: "none" },
);
