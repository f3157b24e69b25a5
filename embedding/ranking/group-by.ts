/** What is in the same group, in its order, and what it has in common: undefined where it is alone for it has none. */
export interface Group<Item, Key> {
  readonly key: Key | undefined;
  readonly items: readonly Item[];
}

/**
 * Groups of what has the same key, in the order of the first of each, with at most `size` in each. What has no key is a group
 * of its own. Keys are the same where their JSON is.
 */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key | undefined,
  size: number,
): Group<Item, Key>[] {
  const groups: { readonly key: Key | undefined; readonly items: Item[] }[] = [];
  const byKey = new Map<string, { readonly items: Item[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = key === undefined ? undefined : JSON.stringify(key);
    const known = name === undefined ? undefined : byKey.get(name);
    if (known) {
      if (known.items.length < size) known.items.push(item);
      continue;
    }
    const group = { key, items: [item] };
    groups.push(group);
    if (name !== undefined) byKey.set(name, group);
  }
  return groups;
}
