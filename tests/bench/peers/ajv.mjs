// A peer: ajv validates the JSON form of the model against a schema as strict as the kinds of the library are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.argv[3]);
const Ajv = require("ajv").default ?? require("ajv");
const text = { type: "string" };
const fields = ["kind", "id", "title", "type", "owner", "class", "depends-on", "location", "custodian", "personal-data", "tags", "on", "inherent", "controls", "current",
  "rationale", "identified", "implements", "status", "since", "cost", "url", "collected", "valid", "covers", "by"];
const schema = { type: "array", items: { type: "object", required: ["kind", "id", "title"], additionalProperties: false,
  properties: Object.fromEntries(fields.map((name) => [name, text])) } };
process.exit(new Ajv().validate(schema, JSON.parse(readFileSync(process.argv[2], "utf8"))) ? 0 : 1);
