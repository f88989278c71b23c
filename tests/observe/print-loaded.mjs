// Prints which packages of OpenTelemetry a process loads, once each. Next has a copy of its API of its own, inside of its
// package.
import Module from "node:module";

const seen = new Set();
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const file = resolve.call(this, request, ...rest);
  const [name] = /@opentelemetry\/[a-z-]+/.exec(file) ?? [];
  if (name && !file.includes("/next/dist/") && !seen.has(name)) {
    seen.add(name);
    console.log(`loaded ${name}`);
  }
  return file;
};
