// How long Yoast's engine takes over HTML renderings of posts, for comparison with benchmarks/throughput.py.
//
//   npm install yoastseo
//   node benchmarks/yoast.js FOLDER [KEYPHRASE]
//
// FOLDER holds .html files (bodies of posts). Prints CPU milliseconds per post, best of three rounds after a warm-up.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const load = createRequire(path.join(process.cwd(), "package.json"));
const { Paper, SeoAssessor, ContentAssessor, assessors } = load("yoastseo");
const build = load("yoastseo/build/languageProcessing/languages/en/Researcher");
const Researcher = build.default || build;

const folder = process.argv[2];
const keyphrase = process.argv[3] || "bike";
const texts = fs.readdirSync(folder).filter((name) => name.endsWith(".html")).map((name) => fs.readFileSync(path.join(folder, name), "utf8"));

function audit(text) {
  const paper = new Paper(text, { keyword: keyphrase, title: keyphrase, description: keyphrase, locale: "en_US", slug: "post" });
  const researcher = new Researcher(paper);
  const Seo = SeoAssessor || assessors.SeoAssessor;
  const Content = ContentAssessor || assessors.ContentAssessor;
  for (const assessor of [new Seo(researcher), new Content(researcher)]) {
    assessor.assess(paper);
  }
}

function round() {
  const begin = process.cpuUsage();
  texts.forEach(audit);
  const used = process.cpuUsage(begin);
  return (used.user + used.system) / 1000 / texts.length;
}

round();
const best = Math.min(round(), round(), round());
console.log(`yoastseo: ${texts.length} posts, ${best.toFixed(1)} ms of CPU per post`);
