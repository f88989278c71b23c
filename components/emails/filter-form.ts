import { EMAIL_FILTER_NAMES } from "@/lib/contracts/email-filter-names";
import type { FilterParams } from "./paths";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter that a form holds. Days are the reader's own, so they go out as moments with the reader's zone. */
export function readFilter(form: HTMLFormElement): FilterParams {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "").trim();
  return Object.fromEntries(
    EMAIL_FILTER_NAMES.map((name) => {
      if (name === "since") return [name, momentOf(text(name), "00:00:00")];
      if (name === "until") return [name, momentOf(text(name), "23:59:59.999999")];
      return [name, text(name)];
    }),
  );
}

/** What a control shows for a part of a filter: of a moment its day, which is the one that was chosen. */
export function shownValue(filter: FilterParams, name: keyof FilterParams): string {
  const value = filter[name] ?? "";
  return name === "since" || name === "until" ? value.slice(0, 10) : value;
}

/** Puts a filter into the form: the reader went back, or chose another link. */
export function fillForm(form: HTMLFormElement, filter: FilterParams): void {
  for (const name of EMAIL_FILTER_NAMES) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement)
      control.value = shownValue(filter, name);
  }
}

function momentOf(day: string, time: string): string {
  if (!DAY.test(day)) return "";
  const minutes = -new Date(`${day}T${time.slice(0, 8)}`).getTimezoneOffset();
  const two = (number: number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  return `${day}T${time}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
