import "server-only";

export async function suppressedAmong(
  _customerId: string,
  _addresses: readonly string[],
): Promise<Set<string>> {
  return new Set();
}
