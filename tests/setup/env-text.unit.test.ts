import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { EnvText } from "@/scripts/setup/env-text";

const changed = (text: string, name: string, value: string) => {
  const file = new EnvText(text, ".env");
  file.set(name, value);
  return file.toString();
};

it("changes a variable where it stands, and leaves every other line as it is", () => {
  const text = "# head\nA=1 # about A\n\n  export B = 'two'\nC=3\n";
  expect(changed(text, "A", "9")).toBe("# head\nA=9 # about A\n\n  export B = 'two'\nC=3\n");
  expect(changed(text, "B", "9")).toBe("# head\nA=1 # about A\n\nB=9\nC=3\n");
  expect(changed(text, "D", "9")).toBe(`${text}D=9\n`);
});

it("changes nothing at all where the value is the same", () => {
  const text = 'A="1"\r\nB=2';
  expect(changed(text, "A", "1")).toBe(`${text}\r\n`);
});

it("replaces a value of several lines as a whole, and keeps the file's own line ends", () => {
  expect(changed('A="one\r\ntwo" # end\r\nB=2\r\n', "A", "x")).toBe("A=x # end\r\nB=2\r\n");
});

it("knows a commented variable for a comment", () => {
  expect(changed("#A=1\n", "A", "2")).toBe("#A=1\nA=2\n");
});

it.each([
  "plain",
  "MailKit <a@b.example>",
  'with "quotes"',
  "it's",
  "a # b",
  "back\\slash",
  "$HOME",
  "",
  "=x=",
])("writes %j so that it is read as the same", (value) => {
  expect(parseEnv(changed("X=1\nY=2\n", "X", value))).toEqual({ X: value, Y: "2" });
});

it("refuses what no file can hold", () => {
  expect(() => changed("", "X", "two\nlines")).toThrow("can't be written");
});

it("names the line that can't be read, and never what stands there", () => {
  const read = (text: string) => () => new EnvText(text, ".env");
  expect(read("A=1\nhunter2\n")).toThrow(/line 2 is neither/);
  expect(read("A=1\nhunter2\n")).not.toThrow(/hunter2/);
  expect(read("A='hunter2\n")).toThrow(/line 1: the value of A has no closing quote/);
  expect(read("A=1\nA=2\n")).toThrow(/line 2: A is set a second time/);
});
