import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Clock ticks per second in /proc/<pid>/stat: USER_HZ, which is 100 on every Linux that people run. */
const TICKS_PER_SECOND = 100;
const BYTES_PER_PAGE = 4096;

export interface Usage {
  /** User and system time of the process and of all that it started, in ms. */
  cpuMs: number;
  /** Resident memory of the same, in bytes. Pages that processes share are counted once for each. */
  rssBytes: number;
}

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
  /** Ticks of children that have ended and were waited for. */
  childTicks: number;
  rssPages: number;
}

/** What a process and its descendants have used since they started. Linux only: zeros elsewhere. */
export function usageOf(rootPid: number): Usage {
  const stats = readStats();
  const tree = new Set([rootPid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parent } of stats)
      if (tree.has(parent) && !tree.has(pid)) {
        tree.add(pid);
        grew = true;
      }
  }
  const members = stats.filter(({ pid }) => tree.has(pid));
  const ticks = members.reduce((total, stat) => total + stat.ticks + stat.childTicks, 0);
  const pages = members.reduce((total, stat) => total + stat.rssPages, 0);
  return { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, rssBytes: pages * BYTES_PER_PAGE };
}

/** The share of all cores, 0 to 1, that is in use during the next two seconds. Linux only: 0 elsewhere. */
export async function busyShare(): Promise<number> {
  const before = readTicks();
  await sleep(2_000);
  const after = readTicks();
  const total = after.total - before.total;
  return total > 0 ? 1 - (after.idle - before.idle) / total : 0;
}

function readTicks(): { total: number; idle: number } {
  try {
    const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
    const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
    const [, , , idle = 0, ioWait = 0] = ticks;
    return { total: ticks.reduce((sum, one) => sum + one, 0), idle: idle + ioWait };
  } catch {
    return { total: 0, idle: 0 };
  }
}

function readStats(): Stat[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      // The name in parentheses may contain spaces; the numbers begin behind it, with field 3.
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      const field = (number: number) => Number(fields[number - 3] ?? 0);
      return {
        pid: Number(name),
        parent: field(4),
        ticks: field(14) + field(15),
        childTicks: field(16) + field(17),
        rssPages: field(24),
      };
    } catch {
      // It has ended between the two looks.
      return [];
    }
  });
}
