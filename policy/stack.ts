import { known, type Resource, UnknownValue } from "./resource";
import { texts } from "./values";

/** What a resource says it belongs to. */
type Link = (candidate: Resource) => unknown;

/** All resources of a stack, with what a rule asks about how they belong together. */
export class Stack {
  constructor(readonly resources: readonly Resource[]) {}

  /** The resources of these types. */
  ofType(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /**
   * Those of the candidates whose link names the subject by its id, ARN or name. Throws {@link UnknownValue} where
   * none does, and one could whose link is not known yet.
   */
  linked(subject: Resource, candidates: readonly Resource[], link: Link): Resource[] {
    const found = candidates.filter((candidate) => known(() => isNamed(subject, link(candidate))));
    if (found.length === 0) for (const candidate of candidates) link(candidate);
    return found;
  }

  /**
   * Whether the subject has none of the candidates, of which each of `all` needs one of its own. Where links are not
   * known yet, whether there are too few for all.
   */
  lacks(subject: Resource, candidates: readonly Resource[], link: Link, all = this.ofType(subject.type)): boolean {
    const links = candidates.map((candidate) => known(() => texts(link(candidate))));
    const lacking = all.filter((resource) => !links.some((values) => isNamed(resource, values)));
    return lacking.includes(subject) && lacking.length > links.filter((values) => values === undefined).length;
  }
}

function isNamed({ props }: Resource, link: unknown): boolean {
  const names = ["id", "arn", "name", "bucket"].flatMap((key) => known(() => texts(props[key])) ?? []);
  return texts(link).some((value) => names.includes(value));
}
