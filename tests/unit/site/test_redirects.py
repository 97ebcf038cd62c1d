"""Redirects are read from the files that hosts and generators read, and followed to their end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.model import Folder, Redirect
from seoaudit.site.redirects import follow, pattern_of, read_redirects, target_of


def read(root):
    return [(each.source, each.target, each.status) for each in read_redirects(root, [Folder("static")])]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "static/_redirects",
            "# old\n/a /b\n/c  /d  302 # why\n/e/* /f/:splat 301!\nhttps://x.example/* /y\n/gone /404 404\n/g",
            [("/a", "/b", 301), ("/c", "/d", 302), ("/e/*", "/f/:splat", 301)],
        ),
        (
            "netlify.toml",
            '[[redirects]]\nfrom = "/a"\nto = "/b"\n[[redirects]]\nfrom = "/*"\nto = "/index.html"\nstatus = 200\n',
            [("/a", "/b", 301)],
        ),
        (
            "vercel.json",
            """{
                "redirects": [
                    {"source": "/news/(.*)/", "destination": "/blog/$1/"},
                    {"source": "/:lang(en|fr)/a", "destination": "/:lang/b", "permanent": false}
                ],
                "rewrites": [{"source": "/shop/:path*", "destination": "https://shop.example/:path*"}]
            }""",
            [
                ("/news/*", "/blog/:splat/", 308),
                ("/en/a", "/en/b", 307),
                ("/fr/a", "/fr/b", 307),
                ("/shop/:path*", "https://shop.example/:path*", 200),
            ],
        ),
        (
            "firebase.json",
            '{"hosting": {"redirects": [{"source": "/a/**", "destination": "/b", "type": 301}]}}',
            [("/a/*", "/b", 301)],
        ),
        (
            "staticwebapp.config.json",
            '{"routes": [{"route": "/a", "redirect": "/b", "statusCode": 301}]}',
            [("/a", "/b", 301)],
        ),
        (
            ".htaccess",
            "Redirect 301 /a https://bikes.example/b\nRedirect gone /c\n",
            [("/a", "https://bikes.example/b", 301), ("/a/*", "https://bikes.example/b/:splat", 301)],
        ),
        (
            "next.config.js",
            """module.exports = { async redirects() { return [
                // { source: '/no', destination: '/no', permanent: true },
                { source: '/a/:slug', destination: '/b/:slug', permanent: true } ] } }""",
            [("/a/:slug", "/b/:slug", 308)],
        ),
        (
            "docusaurus.config.js",
            "module.exports = { baseUrl: '/docs/', plugins: [['client-redirects', { redirects: [{ from: ['/a', '/b'], to: '/c' }] }]] }",
            [("/docs/a", "/docs/c", 301), ("/docs/b", "/docs/c", 301)],
        ),
        (
            "astro.config.mjs",
            "export default { redirects: { '/a': '/b', '/old/[slug]': { status: 302, destination: '/new/[slug]' } } }",
            [("/a", "/b", 301), ("/old/:slug", "/new/:slug", 301)],
        ),
        (
            "gatsby-node.js",
            "createRedirect({ fromPath: '/a', toPath: '/b', isPermanent: true })",
            [("/a", "/b", 301)],
        ),
    ],
)
def test_reading(repository, name, text, expected):
    assert read(repository({name: text})) == expected


def test_what_code_or_a_condition_decides_is_not_certain(repository):
    root = repository(
        {
            "static/_redirects": "/a /b 302 Country=de\n",
            "worker.js": "const rules = [['/c', '/d']]",
            "vercel.json": '{"redirects": [{"source": "/e/:id(\\\\d+)", "destination": "/f"}]}',
        }
    )
    found = read_redirects(root, [Folder("static")])
    assert [each.source for each in found] == ["/a", "/e/:id", "/c"]
    assert not any(each.certain for each in found)


@pytest.mark.parametrize(
    "name", ["netlify.toml", "vercel.json", "firebase.json", "next.config.js", "_redirects"]
)
@pytest.mark.parametrize(
    "text", ["", "[", "{" * 5000, "source: '" * 20_000, "/*" * 50_000, "redirects: [from: [" * 9_000]
)
def test_broken_files_are_passed_over(repository, name, text):
    assert read(repository({name: text})) == []


def test_a_link_out_of_the_root_is_not_followed(repository, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "_redirects"
    outside.write_text("/a /b\n")
    root = repository({"index.md": "#"})
    (root / "_redirects").symlink_to(outside)
    assert read(root) == []


@pytest.mark.parametrize(
    ("source", "target", "path", "leads"),
    [
        ("/a/*", "/b/:splat", "/a/c/d", "/b/c/d"),
        ("/a/*", "/b/:splat", "/a", "/b/"),
        ("/:year/:slug", "/blog/:slug", "/2024/tents/", "/blog/tents"),
        ("/a/:rest*", "https://b.example/:rest*", "/a/c/d", "https://b.example/c/d"),
        ("/a", "/b", "/a/", "/b"),
    ],
)
def test_parts_are_put_into_the_target(source, target, path, leads):
    assert target_of(Redirect(source, target), path) == leads


@given(st.text("/:*ab(.)", max_size=12), st.text("/ab.", max_size=12))
def test_any_source_is_a_pattern(source, path):
    pattern_of("/" + source).fullmatch("/" + path)


def trail(path, *redirects, there=()):
    def at(path):
        return next((each for each in redirects if pattern_of(each.source).fullmatch(path)), None)

    found = follow(path, at, lambda each: each in there, lambda each: each if each.startswith("/") else None)
    return found and (found.end, found.target, found.hops)


def test_following():
    a, b = Redirect("/a", "/b"), Redirect("/b", "/c")
    assert trail("/a", a, b, there=["/c"]) == ("path", "/c", 2)
    assert trail("/a", a, b, there=["/b"]) == ("path", "/b", 1)
    assert trail("/a", a, Redirect("/b", "/a/")) == ("loop", "/a/", 2)
    assert trail("/a", Redirect("/a", "https://b.example/")) == ("elsewhere", "https://b.example/", 1)
    assert trail("/a", Redirect("/a", "/c", 200), there=["/c"]) == ("path", "/c", 0)
    assert trail("/a", Redirect("/a", "https://b.example/", 200)) == ("unknown", "https://b.example/", 0)
    assert trail("/a", Redirect("/a", "/c", certain=False), there=["/c"]) == ("unknown", "/a", 0)
    assert trail("/a", Redirect("/*", "/x:splat")) == ("loop", "/" + "x" * 11 + "a", 11)
    assert trail("/c", a, b) is None
