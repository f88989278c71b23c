import "server-only";

const registry: Map<string, unknown> = ((globalThis as { mailkit?: Map<string, unknown> }).mailkit ??= new Map());

/**
 * One instance for the whole process. Next bundles `instrumentation.ts` and each route apart, so a module-level
 * variable would exist several times.
 */
export function perProcess<T>(name: string, create: () => T): T {
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}
