/** What is said of an email whose content is not kept any more. */
export const contentRemoved = (days: number) =>
  `The content was removed after ${days} day${days === 1 ? "" : "s"}.`;
