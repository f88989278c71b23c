import { Hono } from "hono";
import type { SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";

export function pagesApp(_sandbox: Sandbox): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
