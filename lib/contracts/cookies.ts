/** In which the browser remembers its time zone, so that the next page comes with the right days. */
export const TIME_ZONE_COOKIE = "mailkit-time-zone";

/** In which the browser remembers the user who has hidden the first steps. */
export const FIRST_STEPS_COOKIE = "mailkit-first-steps-hidden";
