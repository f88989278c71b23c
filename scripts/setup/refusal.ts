/** Setup can't go on, for this reason in words. `code` is what the program ends with. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** 1: something is broken or was refused. 2: somebody has to say something first. */
    readonly code: 1 | 2 = 1,
  ) {
    super(message);
  }
}
