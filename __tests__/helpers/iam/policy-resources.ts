import type { StackResult } from "../../../local/pulumi/registered-resource";
import { type Resource, settled } from "../../../policy/resource";

/** What a program registered, as the rules see it: as after a deployment, with ids and what AWS adds. */
export function policyResources({ resources }: StackResult): Resource[] {
  return resources.map(({ type, name, id, state, options }) => ({
    type,
    name,
    props: settled({ ...state, ...(id ? { id } : {}) }) as Resource["props"],
    opts: { protect: options.protect ?? false, retainOnDelete: options.retainOnDelete ?? false },
  }));
}
