import { acceptMutants } from "./accept";
import { creditsMutants } from "./credits";
import { dispatchMutants } from "./dispatch";
import type { Mutant } from "./mutant";
import { webhooksMutants } from "./webhooks";

/** At least one for each rule that makes sending safe. */
export const MUTANTS: Mutant[] = [
  ...acceptMutants,
  ...dispatchMutants,
  ...creditsMutants,
  ...webhooksMutants,
];
