/** The start of the physical names of all that a service stack creates. */
export function namePrefix(project: string, stack: string): string {
  return `${project}-${stack}`;
}

/** The tags by which the policies of the roles that deploy recognize a stack's resources. */
export function stackTags(project: string, stack: string): Record<string, string> {
  return { Project: project, Stack: stack };
}

/** The path of the functions' roles, by which those policies tell them from all other roles, whatever their names. */
export function rolePath(project: string, stack: string): string {
  return `/${project}/${stack}/`;
}
