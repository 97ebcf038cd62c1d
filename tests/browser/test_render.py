"""`--render`: live pages whose scripts write them, in a real Chromium."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.sources.decode import Unreadable
from seoaudit.web import render
from seoaudit.web.fetch import Fetcher, user_agent
from seoaudit.web.render import Renderer
from seoaudit.web.response import Response
from tests.web_server import Answer

SHELL = """<!doctype html><html lang="en"><head><title>App</title></head>
<body><div id="root"></div><script src="/app.js"></script></body></html>"""
SCRIPT = """
fetch("/text.json").then(answer => answer.json()).then(data => {
  document.title = "Packing a tent for a wet week";
  const words = "The inner tent goes in last so that it comes out first. ".repeat(data.times);
  document.getElementById("root").innerHTML =
    "<main><h1>Packing a tent</h1><p>" + words + "</p>" + "<a href='/a/'>one</a> <a href='/b/'>two</a> " +
    "<a href='/c/'>three</a> <a href='/d/'>four</a></main><img src='/cat.png'>";
});
"""


pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(not any(map(shutil.which, render.BROWSERS)), reason="no Chromium on the path")


def apart(call):
    """Run a call in a thread of its own: other tests' browser has an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


@pytest.fixture
def app(web):
    web.pages |= {
        "/": SHELL,
        "/app.js": Answer(SCRIPT, type="text/javascript"),
        "/text.json": Answer('{"times": 30}', type="application/json"),
    }
    return web


def report(*arguments):
    result = apart(lambda: CliRunner().invoke(main, ["check", *arguments, "--format", "json"]))
    assert result.stdout, result.output
    return json.loads(result.stdout)["pages"][0]


def rendered(url):
    with Fetcher(user_agent(), allow_private=True) as fetcher, Renderer(user_agent()) as renderer:
        return renderer.render(fetcher.get(url))


def failed(page):
    return {each["rule"]: [finding["message"] for finding in each["findings"]]
            for each in page["results"] if each["outcome"] == "failed"}  # fmt: skip


def test_without_rendering_the_page_is_known_to_need_it(app):
    assert "content/needs-javascript" in failed(report(app.url()))


def test_rendered_the_page_is_audited_as_scripts_leave_it_and_what_only_they_bring_is_said(app):
    page = report(app.url(), "--render")
    assert page["facts"]["title"] == "Packing a tent for a wet week"
    assert page["facts"]["words"] > 300
    assert failed(page)["content/rendered-only"] == [
        "scripts change the title from “App” to “Packing a tent for a wet week”",
        "the H1 stands there only after scripts have run: “Packing a tent”",
        "the HTML has 0 words, after scripts have run there are 367 words",
        "the HTML has 0 links, after scripts have run there are 4 links",
    ]
    assert "content/needs-javascript" not in failed(page)


def test_the_page_is_fetched_once_and_its_images_not_at_all(app):
    report(app.url(), "--render")
    assert len(app.asked("/")) == 1
    assert not app.asked("/cat.png")


def test_a_page_without_scripts_is_the_same(web):
    web.pages["/"] = (
        "<!doctype html><html lang='en'><title>Tents</title><h1>Tents</h1><p>All of it is here.</p></html>"
    )
    page = report(web.url(), "--render")
    assert "content/rendered-only" not in failed(page)
    assert any(
        each["rule"] == "content/rendered-only" and each["outcome"] == "passed" for each in page["results"]
    )


def test_a_page_that_never_falls_silent_ends_all_the_same(web, monkeypatch):
    monkeypatch.setattr(render, "_QUIET", 300)
    web.pages["/"] = "<title>Busy</title><p>Text</p><script>setInterval(() => fetch('/ping'), 50)</script>"
    assert b"Text" in apart(lambda: rendered(web.url())).body


def test_a_page_that_hangs_is_given_up(web, monkeypatch):
    monkeypatch.setattr(render, "_LOADED", 500)
    web.pages |= {"/": "<script src='/slow.js'></script>", "/slow.js": Answer("", delay=5)}
    with pytest.raises(Unreadable, match="could not render"):
        apart(lambda: rendered(web.url()))


def test_without_a_browser_the_remedy_is_named(app, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(render.VARIABLE, raising=False)
    result = CliRunner().invoke(main, ["check", app.url(), "--render"])
    assert result.exit_code == 2
    assert "Install Chromium" in result.output


def test_scripts_have_no_way_inside(web):
    """A page of the open web asks for an address of this machine, in the ways that there are."""
    web.pages["/key"] = Answer("the key", headers={"Access-Control-Allow-Origin": "*"})
    script = f"""
      const show = text => document.body.append(text);
      fetch("{web.url("/key")}").then(answer => answer.text()).then(show, () => show("refused"));
      new WebSocket("{web.url("/key").replace("http", "ws")}");
      new Image().src = "{web.url("/key")}";
      const frame = document.createElement("iframe");
      frame.src = "{web.url("/key")}";
      document.body.append(frame);
    """
    page = Response(
        url="http://hills.example/",
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=f"<title>Hills</title><body><script>{script}</script>".encode(),
    )

    def render_it():
        with Renderer(user_agent()) as renderer:
            return renderer.render(page)

    assert b"refused" in apart(render_it).body
    assert not web.paths


def test_what_scripts_send_and_where_it_redirects_to(web):
    """Requests with a body and redirects go through us like all others."""
    web.pages |= {
        "/": "<title>Hills</title><body><script>"
        "fetch('/ask', {method: 'POST', body: 'which tent?'}).then(a => a.text()).then(t => document.body.append(t))"
        "</script><script src='/old.js'></script>",
        "/ask": lambda request: Answer(
            "the small one" if request.method == "POST" else "nothing", type="text/plain"
        ),
        "/old.js": Answer(status=302, headers={"Location": "/new.js"}),
        "/new.js": Answer("document.body.append('from the new script')", type="text/javascript"),
    }
    body = apart(lambda: rendered(web.url())).body
    assert b"the small one" in body
    assert b"from the new script" in body
