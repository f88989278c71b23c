import "server-only";

const holder = globalThis as { mailkit?: Map<string, unknown> };
holder.mailkit ??= new Map();
const registry = holder.mailkit;

/**
 * One instance for the whole process. Next bundles `instrumentation.ts` and each route apart, so a module-level
 * variable would exist several times. For state only: a class from one bundle is not the same class in another, so
 * what is shared here must not be told apart by `instanceof`.
 */
export function perProcess<T>(name: string, create: () => T): T {
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}
