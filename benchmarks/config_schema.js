// The schema of the configuration by the rules of SchemaStore: Ajv in strict mode, draft-07.
//
//     npm install ajv@8 ajv-formats@3
//     seoaudit config --schema > seoaudit.schema.json
//     node benchmarks/config_schema.js seoaudit.schema.json
//
// strictRequired stays off, as it is there: alternatives that differ in what they require are no mistake.
const fs = require('fs')
const { createRequire } = require('module')
const here = createRequire(process.cwd() + '/')
const Ajv = here('ajv'), formats = here('ajv-formats')

const schema = JSON.parse(fs.readFileSync(process.argv[2], 'utf-8'))
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true })
formats(ajv)
const validate = ajv.compile(schema)
const faults = []
if (!/^https:\/\/www\.schemastore\.org\/[\w-]+\.json$/.test(schema.$id)) faults.push('$id is not one of the store')
if (schema.$schema !== 'http://json-schema.org/draft-07/schema#') faults.push('$schema is not draft-07')
if (/[“”‘’]/.test(JSON.stringify(schema))) faults.push('smart quotes')
const documented = (at, name) => { if (!at.description && !at.$ref && at.const === undefined) faults.push(`no description: ${name}`) }
const walk = (node, name) => {
  if (node === null || typeof node !== 'object') return
  for (const [key, value] of Object.entries(node.properties ?? {})) documented(value, `${name}.${key}`)
  for (const [key, value] of Object.entries(node)) walk(value, `${name}.${key}`)
}
walk(schema, '')
if (!validate({ select: ['headings'], 'fail-under': 70, rules: { 'headings/too-long': { severity: 'error' } } })) faults.push('a right configuration is refused')
if (validate({ 'fail-undr': 70 })) faults.push('a misspelt key is let pass')
console.log(faults.length ? faults.join('\n') : 'Ajv in strict mode: no complaint')
process.exit(faults.length ? 1 : 0)
