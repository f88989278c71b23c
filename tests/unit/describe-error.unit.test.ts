import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { describeError } from "@/lib/describe-error";

describe("an error in the log", () => {
  it("names the failed statement and the reason, and none of its parameters", () => {
    const failed = new DrizzleQueryError(
      "insert into emails values ($1)",
      ["canary-body"],
      new Error("disk full"),
    );
    const described = JSON.stringify(describeError(failed));
    expect(failed.message).toContain("canary-body");
    expect(described).toContain("insert into emails");
    expect(described).toContain("disk full");
    expect(described).not.toContain("canary-body");
  });

  it("keeps the parameters out when the failed query is only the cause", () => {
    const failed = new DrizzleQueryError("select $1", ["canary-key"], new Error("gone"));
    expect(JSON.stringify(describeError(new Error("The request failed", { cause: failed })))).not.toContain(
      "canary-key",
    );
  });

  it("keeps the stack of any other error, and its causes", () => {
    const described = describeError(new Error("outer", { cause: new Error("inner") }));
    expect(described).toMatchObject({ message: "outer", cause: { message: "inner" } });
    expect(described.stack).toContain("describe-error.unit.test");
  });

  it("says what was thrown if it was no error", () => {
    expect(describeError("boom")).toEqual({ message: "boom" });
  });
});
