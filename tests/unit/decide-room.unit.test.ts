import { describe, expect, it } from "vitest";
import { decideRoom } from "@/lib/sending/decide-room";

const limits = { own: 20_000, overall: 200_000 };
const room = { kind: "room" };
const full = (limit: string, retryAfterSeconds: number) => ({ kind: "full", limit, retryAfterSeconds });

describe("an email has its place in the queue", () => {
  it.each([
    ["an empty queue", { own: 0, overall: 0, customers: 0 }, room],
    ["10,000 of one customer", { own: 10_000, overall: 10_000, customers: 1 }, room],
    ["the last place of one's own", { own: 19_999, overall: 19_999, customers: 1 }, room],
    ["the last place of all", { own: 0, overall: 199_999, customers: 50 }, room],
    ["no place of one's own, alone", { own: 20_000, overall: 20_000, customers: 1 }, full("own", 3)],
    ["no place of one's own, one of ten", { own: 20_000, overall: 90_000, customers: 10 }, full("own", 23)],
    ["no place for anybody", { own: 0, overall: 200_000, customers: 40 }, full("overall", 23)],
    ["neither", { own: 20_000, overall: 200_000, customers: 10 }, full("own", 23)],
  ])("%s", (_name, queue, expected) => expect(decideRoom(queue, limits)).toEqual(expected));

  it("and is never asked back at once, however small the limits are", () =>
    expect(decideRoom({ own: 1, overall: 1, customers: 1 }, { own: 1, overall: 1 })).toEqual(full("own", 1)));
});
