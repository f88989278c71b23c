import { sandboxDefaults } from "@/sandbox/constants";
import { dodoStandIn, resendStandIn } from "@/scripts/stack-env";

/** The configuration that documents are made from, for tests without a running app. */
export function testEnvironment(): void {
  Object.assign(process.env, {
    BASE_URL: "https://mailkit.test",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    NEXTAUTH_SECRET: "a secret of thirty-two characters",
    EMAIL_FROM: sandboxDefaults.emailFrom,
    ...dodoStandIn(1),
    ...resendStandIn(1),
  });
}
