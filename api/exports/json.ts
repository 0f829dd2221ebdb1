/** A JSON array, made while it is read. */
export async function* jsonOf(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<Uint8Array> {
  let separator = '[';
  for await (const items of batches) {
    for (const each of items) {
      yield Buffer.from(`${separator}${JSON.stringify(each)}`);
      separator = ',\n';
    }
  }
  yield Buffer.from(separator === '[' ? '[]' : ']');
}
