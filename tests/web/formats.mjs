// Validates reports by the schemas of those who read them: node formats.mjs MODULES SCHEMAS GRAMMAR FOLDER. FOLDER holds NAME.FORMAT files; schemas are those of the
// REFERENCE, and the published one of ismsc itself in GRAMMAR. Each schema must also refuse a report that was spoilt, so that none of them takes anything.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, schemas, grammar, folder] = process.argv.slice(2);
const require = createRequire(join(modules, "_"));
const Ajv = require("ajv"), Ajv4 = require("ajv-draft-04");
const load = (path) => JSON.parse(readFileSync(path, "utf8"));
const ajv4 = (schema) => new Ajv4({ strict: false, validateFormats: false, logger: false }).compile(load(join(schemas, schema)));
const ajv = (schema) => new Ajv({ strict: false }).compile(load(schema));
const element = ajv(join(schemas, "gitlab/codeclimate.json"));
const uris = (value) => typeof value !== "object" || value === null ? []
  : Object.entries(value).flatMap(([key, inner]) => key === "uri" ? [inner] : uris(inner));

// How each format is validated, and how a report of it is spoilt.
const formats = {
  sarif: { valid: ajv4("sarif/sarif-schema-2.1.0.json"), spoil: (r) => { delete r.runs[0].results[0].message; },
    more: (r) => uris(r).every((uri) => /^[A-Za-z0-9._~%\/-]+$/.test(uri) && !uri.startsWith("/")) || "a URI is empty, absolute or not encoded" },
  rdjson: { valid: ajv4("reviewdog/DiagnosticResult.json"), spoil: (r) => { r.diagnostics[0].severity = "FATAL"; } },
  gitlab: { valid: (r) => Array.isArray(r) && r.every((one) => element(one)), spoil: (r) => { delete r[0].fingerprint; },
    more: (r) => new Set(r.map((one) => one.fingerprint)).size === r.length || "two fingerprints are alike" },
  json: { valid: ajv(join(grammar, "diagnostics.schema.json")), spoil: (r) => { r.diagnostics[0].level = "fatal"; } },
};
const why = (valid) => JSON.stringify((valid.errors ?? element.errors ?? []).slice(0, 3));
let failed = 0, counts = {}, spoilt = {};
const check = (name, well, reason) => { if (!well) { failed++; console.log(`${name}: ${reason()}`); } };

for (const name of readdirSync(folder).sort()) {
  const format = name.split(".").pop(), how = formats[format];
  if (!how) continue;
  const report = load(join(folder, name));
  check(name, how.valid(report), () => why(how.valid));
  if (how.more) check(name, how.more(report) === true, () => how.more(report));
  counts[format] = (counts[format] ?? 0) + 1;
  const list = format === "sarif" ? report.runs[0].results : Array.isArray(report) ? report : report.diagnostics;
  if (list.length === 0) continue;
  how.spoil(report);
  check(name, !how.valid(report), () => "the schema takes a report that was spoilt");
  spoilt[format] = (spoilt[format] ?? 0) + 1;
}
for (const format of Object.keys(formats)) check(format, counts[format] > 1 && spoilt[format] > 0, () => "too few reports of it");
console.log(`formats: ${Object.entries(counts).map(([format, count]) => `${count} ${format}`).join(", ")}; ${failed} failed`);
process.exit(failed ? 1 : 0);
