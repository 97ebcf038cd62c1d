"""Literals are read from JavaScript; what would have to be run is unknown."""

import pytest

from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.generators.javascript import Call, Script, config_of

CASES = {
    "an object": ("module.exports = { a: 'x', \"b\": 1, c: [true, null], d: {e: `t`}, }", {"a": "x", "b": 1, "c": [True, None], "d": {"e": "t"}}),
    "a constant": ("const host = 'h';\nconst config: Config = { url: `https://${host}/`, host };\nexport default config;", {"url": "https://h/", "host": "h"}),
    "wrapped": ("export default withA(withB({ a: 1 }))", {"a": 1}),
    "wrapped twice over": ("module.exports = withMdx({ ext: 'x' })({ a: 1, b: 2 })", {"a": 1, "b": 2}),
    "made by a function": ("module.exports = function (api) {\n  const x = f();\n  return { dir: { input: 'src' } };\n};", {"dir": {"input": "src"}}),
    "made by an arrow": ("export default defineConfig(() => ({ a: 'x' }))", {"a": "x"}),
    "or else": ("export default { site: process.env.SITE || 'https://x', b: y ?? 'z' }", {"site": "https://x", "b": "z"}),
    "conditions are unknown": ("export default { a: dev ? 'x' : 'y', b: 1 }", {"a": None, "b": 1}),
    "joined": ("const a = 'x'; module.exports = { b: a + '/y', c: a + f() }", {"b": "x/y", "c": None}),
    "spread": ("const base = { a: 1, b: 2 };\nexport default { ...base, b: 3 };", {"a": 1, "b": 3}),
    "methods are passed over": ("export default { async redirects() { return [{ a: ')' }] }, b: 1, c: (x) => { return x }, d: 2 }", {"b": 1, "c": None, "d": 2}),
    "comments and expressions": ("// module.exports = {}\n/* { */ export default { re: /[}'\"]/g, a: 'it\\'s' }", {"re": None, "a": "it's"}),
    "TypeScript": ("const config = { a: 'x' } satisfies Config;\nexport default config as any;", {"a": "x"}),
    "a path": ("module.exports = { css: require.resolve('./a.css') }", {"css": "./a.css"}),
    "itself": ("const a = { b: a };\nexport default a;", {"b": None}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_plainly_written_is_read(tmp_path, name):
    text, value = CASES[name]
    (tmp_path / "x.config.js").write_text(text)
    assert config_of(SiteFolder(tmp_path), "x.config.js") == value


def test_constants_of_other_files_are_read(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/locales.ts").write_text("export const locales = { fr: {} };\nexport default 'x';")
    (tmp_path / "a.mjs").write_text(
        "import name, { locales as all } from './config/locales.js';\nexport default { all, name };"
    )
    assert config_of(SiteFolder(tmp_path), "a.mjs") == {"all": {"fr": {}}, "name": "x"}


def test_files_outside_of_the_site_are_not_read(tmp_path):
    (tmp_path / "secret.js").write_text("export default 'secret'")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a.js").write_text("import x from '../secret.js';\nexport default { x };")
    assert config_of(SiteFolder(tmp_path / "site"), "a.js") == {"x": None}


def test_calls_keep_their_arguments(tmp_path):
    (tmp_path / "a.js").write_text("export default { integrations: [mdx(), starlight({ title: 'x' })] }")
    assert config_of(SiteFolder(tmp_path), "a.js")["integrations"] == [
        Call("mdx"),
        Call("starlight", ({"title": "x"},)),
    ]


def test_lists_that_methods_return_are_read(tmp_path):
    (tmp_path / "a.js").write_text(
        "module.exports = { async rewrites() { return [{ source: '/a', destination: '/b' }] } }"
    )
    found = Script(SiteFolder(tmp_path), "a.js").listed_by("rewrites")
    assert found == [{"source": "/a", "destination": "/b"}]


def test_deep_nesting_ends_nothing(tmp_path):
    (tmp_path / "a.js").write_text("export default " + "[{a:" * 50_000)
    assert config_of(SiteFolder(tmp_path), "a.js") == {}
