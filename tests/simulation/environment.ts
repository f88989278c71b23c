import { appVariables } from "../support/stack";

/* Imported first: the configuration that the pipeline reads, and a log that stays quiet through ten thousand lives. */
Object.assign(process.env, {
  ...appVariables({
    port: 3000,
    sandboxUrl: "http://127.0.0.1:4010",
    secret: "a secret of at least thirty-two characters",
    databaseUrl: "postgres://nobody@127.0.0.1:1/none",
  }),
  LOG_LEVEL: "silent",
});
