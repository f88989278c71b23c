/** Next calls this once per process before it takes requests. A server that can't work says why and does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@/lib/start");
  await start();
}
