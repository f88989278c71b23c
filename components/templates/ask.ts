import { z } from "zod";
import { fetchJson } from "@/components/http/fetch-json";

/** Asks one of the routes of templates. What our own server answers is taken as its contract says. */
export function ask<T>(path: string, init?: RequestInit): Promise<T> {
  return fetchJson(path, z.custom<T>(), init);
}
