/** Returns the first items. */
export function* first<Item>(count: number, items: Iterable<Item>): Generator<Item> {
  let index = 0;
  for (const item of items) {
    if (index++ >= count) return;
    yield item;
  }
}
