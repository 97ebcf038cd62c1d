"""Live pages and web archives, as people name them on the command line."""

import json

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.web.archive import ArchiveWriter
from seoaudit.web.crawl_state import CrawlState
from seoaudit.web.fetch import Fetcher, user_agent
from tests.web_server import Answer, gzipped, redirect, text

WORDS = "The inner tent goes in last so that it comes out first when the rain begins to fall. " * 20


def page(body="", *, title="Packing a tent for a wet week", head=""):
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1><p>{WORDS}</p>{body}</main></body></html>"
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


def check(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def report(*arguments):
    result = check(*arguments, "--format", "json")
    assert result.stdout, result.output
    return json.loads(result.stdout)


def failed(found, rule):
    """The findings of a page rule, by page."""
    return {
        page["path"]: [finding["message"] for finding in result["findings"]]
        for page in found["pages"]
        for result in page["results"]
        if result["rule"] == rule and result["outcome"] == "failed"
    }


def on_site(found, rule):
    (site,) = found["sites"]
    return [
        each["message"] for result in site["results"] if result["rule"] == rule for each in result["findings"]
    ]


def test_a_live_page_is_fetched_and_its_redirects_are_shown(folder, web):
    web.pages |= {"/old/": redirect("/post/"), "/post/": gzipped(page())}
    result = check(web.url("/old/"))
    assert web.url("/post/") in result.output.split("\n")[0]
    assert f"{web.url('/old/')} redirects (301)" in result.output
    assert "status 200" in result.output
    assert "compressed" in result.output


def test_what_the_response_says_besides_its_body_counts(folder, web):
    web.pages["/post/"] = Answer(page(), headers={"X-Robots-Tag": "noindex"})
    found = report(web.url("/post/"))
    assert failed(found, "indexing/noindex")
    assert found["pages"][0]["fetch"]["status"] == 200


def test_the_charset_of_the_header_decides(folder, web):
    body = page(title="Größe der Zelte").encode("latin-1")
    web.pages["/"] = Answer(body, type="text/html; charset=iso-8859-1")
    assert report(web.url())["pages"][0]["facts"]["title"] == "Größe der Zelte"


def test_robots_txt_is_asked_whether_search_engines_may_fetch_the_page(folder, web):
    web.pages |= {"/post/": page(), "/robots.txt": text("User-agent: Googlebot\nDisallow: /post/")}
    assert on_site(report(web.url("/post/")), "indexing/robots-blocked") == [
        "keeps Googlebot from the page: “/post/” (line 2: Disallow: /post/)"
    ]


def test_an_error_page_is_judged_as_one(folder, web):
    found = report(web.url("/gone/"))
    assert failed(found, "indexing/status") == {
        web.url("/gone/"): ["the page answers with status 404 (Not Found)"]
    }


def test_no_page_is_an_error_with_its_reason_and_the_run_goes_on(folder, web):
    web.pages |= {"/a.pdf": Answer(b"%PDF", type="application/pdf"), "/post/": page()}
    web.pages["/loop/"] = redirect("/loop/")
    found = report(web.url("/a.pdf"), web.url("/loop/"), "http://127.0.0.1:1/", web.url("/post/"))
    errors = {each["path"]: each["error"] for each in found["pages"]}
    assert errors[web.url("/a.pdf")] == "this is no page but a PDF (application/pdf)"
    assert errors[web.url("/loop/")]
    assert errors["http://127.0.0.1:1/"]
    assert errors[web.url("/post/")] == ""
    assert found["gate"]["exit_code"] == 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Answer(status=429, headers={"Retry-After": "30"}),
            "429 (Too Many Requests) and asks to wait 30 seconds",
        ),
        (Answer("<h1>Oh</h1>", status=500), "500 (Internal Server Error)"),
        (Answer(status=503), "503 (Service Unavailable)"),
    ],
)
def test_an_answer_of_the_moment_is_no_judgement_of_the_page(folder, web, answer, said):
    web.pages["/post/"] = answer
    found = report(web.url("/post/"))
    assert [(each["error"], each["score"]) for each in found["pages"]] == [
        (f"the server answers {said}", None)
    ]
    assert found["pages"][0]["fix"].startswith("Try again later.")
    assert found["gate"]["exit_code"] == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("www.example.org/post", "https://www.example.org/post"),
        ("127.0.0.1:8000/page", "http://127.0.0.1:8000/page"),
        ("localhost:8000", "http://localhost:8000"),
        ("htp://example.org/post", "https://example.org/post"),
        ("example.org", "https://example.org"),
        ("blog.example.museum/post", "https://blog.example.museum/post"),
    ],
)
def test_an_address_without_its_scheme_is_understood(folder, written, meant):
    result = CliRunner().invoke(main, ["check", written])
    assert result.exit_code == 2
    assert f"there is no such file or directory. Did you mean {meant}?" in result.stderr


@pytest.mark.parametrize("written", ["post.md", "drafts/post.md", "notes", "my.draft/v1.html", "drafts.old"])
def test_a_path_is_not_taken_for_an_address(folder, written):
    result = CliRunner().invoke(main, ["check", written])
    assert result.stderr.endswith("there is no such file or directory. Check the path.\n")


def test_a_server_without_tls_says_what_it_speaks(folder, web):
    address = web.url("/").replace("http://", "https://")
    (page_,) = report(address)["pages"]
    assert page_["error"] == f"127.0.0.1:{web.port} speaks http, not https: try {web.url('/')}"
    assert page_["fix"] == ""


def test_rendering_is_for_live_pages(folder):
    (folder / "draft.md").write_text("Text.\n")
    result = CliRunner().invoke(main, ["check", "draft.md", "--render"])
    assert result.exit_code == 2
    assert "--render is of use for live pages only" in result.stderr


def test_single_pages_hear_nothing_of_ai_crawlers(folder, web):
    web.pages["/post/"] = page()
    assert not on_site(report(web.url("/post/")), "indexing/ai-crawlers")


def test_another_port_is_another_site(folder, web):
    elsewhere = f"http://127.0.0.1:{web.port + 1}/"
    web.pages["/post/"] = page(f'<p>See <a href="{elsewhere}">a neighbour</a>.</p>')
    (found,) = report(web.url("/post/"))["pages"]
    assert (found["facts"]["internal_links"], found["facts"]["external_links"]) == (0, 1)


def test_a_file_and_a_page_in_one_run(folder, web):
    web.pages["/post/"] = page()
    (folder / "draft.md").write_text("---\ntitle: Draft\n---\nText.\n")
    paths = [each["path"] for each in report("draft.md", web.url("/post/"))["pages"]]
    assert paths == ["draft.md", web.url("/post/")]


def test_settings_for_an_address(folder, web):
    web.pages["/post/"] = page()
    (folder / "seoaudit.toml").write_text('[[overrides]]\npaths = ["post/**"]\nignore = ["images"]\n')
    ids = {each["rule"] for each in report(web.url("/post/"))["pages"][0]["results"]}
    assert "images/none" not in ids
    assert "metadata/title-length" in ids


def test_an_untrusted_run_fetches_nothing(folder, web):
    web.pages["/post/"] = page()
    result = check(web.url("/post/"), "--untrusted")
    assert result.exit_code == 2
    assert "no network" in result.output
    assert not web.requests


@pytest.fixture
def archive(folder, web):
    """An archive of a small site with faults, and the server that it came from, which is gone then."""
    web.pages |= {
        "/robots.txt": text(f"User-agent: *\nDisallow: /private/\nSitemap: {web.url('/sitemap.xml')}"),
        "/sitemap.xml": Answer(
            f"<urlset><url><loc>{web.url('/')}</loc></url><url><loc>{web.url('/gone/')}</loc></url></urlset>",
            type="application/xml",
        ),
        "/": page('<a href="/a/">One</a> <a href="/b/#part">two</a> <a href="/old/">three</a>', title="Home of tents"),
        "/a/": page('<a href="/gone/">Gone</a> <a href="/private/x/">private</a> <a href="/aa/">odd</a>'),
        "/b/": page('<h2 id="prt">Part</h2><a href="/">Home</a>', title="Another tent for a week of rain"),
        "/old/": redirect("/older/"),
        "/older/": redirect("/a/"),
    }  # fmt: skip
    file = folder / "site.warc.gz"
    with Fetcher(user_agent(), allow_private=True) as fetcher, ArchiveWriter(file) as writer:
        for path in [*web.pages, "/gone/"]:
            writer.add(fetcher.get(web.url(path)))
        writer.finish(CrawlState(starts=(web.url("/"),)))
    return file


def test_an_archive_is_audited_offline(archive, web):
    before = len(web.requests)
    found = report(archive)
    assert len(web.requests) == before
    assert [each["path"] for each in found["pages"]] == [web.url("/"), web.url("/a/"), web.url("/b/")]
    assert failed(found, "links/broken-internal") == {
        web.url("/a/"): ["“Gone” leads to /gone/, which does not exist"]
    }
    assert failed(found, "links/broken-fragment") == {
        web.url("/"): [
            "“two” leads to /b/#part, but that page has no part with this id; did you mean /b/#prt?"
        ]
    } or failed(found, "links/broken-fragment").keys() == {web.url("/")}
    assert failed(found, "links/redirected").keys() == {web.url("/")}
    assert on_site(found, "indexing/redirect-chain")
    assert on_site(found, "indexing/robots-blocked")
    assert any("does not exist" in each for each in on_site(found, "indexing/sitemap"))
    assert found["sites"][0]["generator"] == "fetched"
    assert found["sites"][0]["whole"] is True


def test_what_was_never_asked_is_not_called_missing(archive, web):
    messages = failed(report(archive), "links/broken-internal")[web.url("/a/")]
    assert not any("/aa/" in message or "private" in message for message in messages)


def test_an_archive_gives_the_same_report_twice_and_with_several_processes(archive):
    first = check(archive, "--format", "json").stdout
    assert first == check(archive, "--format", "json", "--no-cache", "-j", "2").stdout


def test_a_folder_of_a_crawl_stands_for_its_archive(archive, web):
    crawl = archive.parent / "example.crawl"
    crawl.mkdir()
    archive.rename(crawl / "archive.warc.gz")
    assert len(report(crawl)["pages"]) == 3


def test_what_is_left_of_a_damaged_archive_is_audited_and_the_damage_named(archive):
    data = archive.read_bytes()
    archive.write_bytes(data[: len(data) * 2 // 3])
    found = report(archive)
    errors = [each for each in found["pages"] if each["error"]]
    assert [each["path"] for each in errors] == [str(archive)]
    assert "damaged or cut off" in errors[0]["error"]
    assert len(found["pages"]) > 1
    assert found["gate"]["exit_code"] == 2
    assert all(site["whole"] is False for site in found["sites"])


def test_an_archive_without_pages_says_so(folder):
    with ArchiveWriter(folder / "empty.warc.gz") as writer:
        writer.finish(CrawlState())
    result = check("empty.warc.gz")
    assert result.exit_code == 2
    assert "nothing to audit" in result.output


def test_graph_reads_archives_too(archive):
    result = CliRunner().invoke(main, ["graph", str(archive), "--format", "json"])
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)["nodes"]) == 3


def test_a_password_in_an_address_is_sent_to_its_host_and_is_in_no_report(folder, web):
    web.pages |= {"/": redirect(web.url("/post/", "localhost")), "/post/": page()}
    result = check(web.url("/", "me:secret@127.0.0.1"), "--format", "json")
    assert [request.headers["Authorization"] for request in web.requests[:2]] == [
        "Basic bWU6c2VjcmV0",
        None,
    ]
    assert web.url("/post/", "localhost") in result.stdout
    assert "secret" not in result.output


def test_of_a_page_that_is_too_large_the_beginning_is_audited(folder, web):
    """Up to the last tag: half a letter at the cut would be called a fault of the encoding."""
    scripts = f"<script>// {'ö' * 15_001}</script>" * 400
    web.pages["/"] = f"<!doctype html><html lang=en><title>Hills</title><h1>Hills</h1>{scripts}"
    done = CliRunner().invoke(
        main, ["check", web.url(), "--select", "indexing,content/encoding", "--format", "json"]
    )
    (page,) = json.loads(done.stdout)["pages"]
    outcomes = {each["rule"]: each["outcome"] for each in page["results"]}
    assert outcomes["indexing/page-weight"] == "failed"
    assert outcomes["content/encoding"] == "passed"


def test_a_page_that_only_sends_its_readers_on_has_no_score(folder):
    (folder / "index.html").write_text(page('<a href="/a/">A</a>'))
    stub = '<!doctype html><html lang="en"><title>Moved</title><meta http-equiv="refresh" content="0;url=/"></html>'
    (folder / "a.html").write_text(stub)
    found = report("index.html", "a.html", "-o", "report.html")
    scores = {each["path"]: each["score"] for each in found["pages"]}
    assert scores["a.html"] is None
    assert found["summary"]["score"] == scores["index.html"]
    assert found["gate"]["exit_code"] != 2
    assert "not scored: it only sends its readers on" in check("a.html").output
    assert "Not scored: it only sends its readers on" in (folder / "report.html").read_text()
