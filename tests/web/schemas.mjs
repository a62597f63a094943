// Validates JSON files against the published schemas: node schemas.mjs MODULES SCHEMA FILE… prints a line for each file, in the protocol of the tests.
// MODULES is a folder with node_modules; a schema of an element (GitLab's) is applied to each element of the file's array.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";

const [modules, schemaFile, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

const schema = read(schemaFile);
const draft04 = String(schema.$schema ?? "").includes("draft-04");
const Ajv = draft04 ? require("ajv-draft-04") : require("ajv");
const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true });
const formats = require("ajv-formats");
(formats.default ?? formats)(ajv);
const validate = ajv.compile(schema);

for (const file of files) {
  const data = read(file);
  const parts = Array.isArray(data) && schema.type === "object" ? data : [data];
  const wrong = parts.flatMap((part) => (validate(part) ? [] : [...validate.errors]));
  const name = `${basename(file)} against ${basename(schemaFile)}`;
  if (wrong.length === 0) console.log(`ok ${name}`);
  else console.log(`not ok ${name}: ${wrong.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join("; ")}`);
}
