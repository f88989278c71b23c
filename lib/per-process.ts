import "server-only";

const holder = globalThis as { mailkit?: Map<string, unknown> };
holder.mailkit ??= new Map();
const registry = holder.mailkit;

/**
 * One instance for the whole process. Next bundles `instrumentation.ts` and each route apart, so a module-level
 * variable would exist several times.
 */
export function perProcess<T>(name: string, create: () => T): T {
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}
