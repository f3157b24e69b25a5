import type { Store } from "../storage/store";
import { bucket } from "./bucket";
import { index } from "./vector-index";

/** Where the service keeps embeddings. */
export const store: Store = { bucket, index };
