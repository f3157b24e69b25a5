import * as z from "zod/mini";
import { described } from "../../../embedding/described";

/** Whether what was stored is in the vector index. */
export const indexed = described(z.boolean(), "Whether the vector is in the index, where a search finds it");
