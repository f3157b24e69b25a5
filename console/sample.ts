/** A text to begin with, as a batch takes it. */
export interface SamplePassage {
  readonly embedding_id: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** What an empty deployment can be filled with, by `GET /console/sample.json`. */
export interface Sample {
  readonly passages: readonly SamplePassage[];
  /** What to ask of it first. */
  readonly questions: readonly string[];
}
