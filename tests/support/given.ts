/** What a call of an SDK gives, if it succeeds. */
export async function given<T>(
  call: PromiseLike<{ data: T | null; error: { name: string; message: string } | null }>,
): Promise<T> {
  const { data, error } = await call;
  if (!data) throw new Error(`${error?.name}: ${error?.message}`);
  return data;
}
