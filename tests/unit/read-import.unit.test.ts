import { describe, expect, it } from "vitest";
import { readImport } from "@/lib/suppressions/read-import";

const read = (text: string) => readImport(text).addresses;
const two = ["ada@mailbox.dev", "grace@mailbox.dev"];

describe("an import finds the addresses of", () => {
  it.each([
    ["plain lines", "ada@mailbox.dev\ngrace@mailbox.dev"],
    [
      "lines of Windows, with a mark of order and an empty line",
      "\ufeffada@mailbox.dev\r\n\r\ngrace@mailbox.dev\r\n",
    ],
    ["names and capitals", "Ada <ADA@Mailbox.dev>\n  grace@mailbox.dev  "],
    ["the same ones twice", "ada@mailbox.dev\nADA@mailbox.dev\ngrace@mailbox.dev"],
    ["a file with headings", "email,origin\nada@mailbox.dev,bounce\ngrace@mailbox.dev,manual"],
    ["another column, between semicolons", "name;E-Mail\nAda;ada@mailbox.dev\nGrace;grace@mailbox.dev"],
    [
      "quoted fields with commas in them",
      'name,email\n"Lovelace, ""A""",ada@mailbox.dev\n"Hopper, G",grace@mailbox.dev',
    ],
    ["fields between tabs", "ada@mailbox.dev\tx\ngrace@mailbox.dev\ty"],
  ])("%s", (_name, text) => expect(read(text)).toEqual(two));

  it("our own export, whose formulas are guarded", () =>
    expect(read(`email,origin\r\n"'+ada@mailbox.dev",manual\r\n"'-x@mailbox.dev",manual\r\n`)).toEqual([
      "+ada@mailbox.dev",
      "-x@mailbox.dev",
    ]));
});

it("an import names the lines without an address by their number, in bounded length", () => {
  const { addresses, invalid } = readImport(`email\nada@mailbox.dev\n\nnobody\n,x\n${"y".repeat(5_000)}`);
  expect(addresses).toEqual(["ada@mailbox.dev"]);
  expect(invalid).toEqual([
    { line: 4, text: "nobody" },
    { line: 5, text: ",x" },
    { line: 6, text: "y".repeat(100) },
  ]);
});
