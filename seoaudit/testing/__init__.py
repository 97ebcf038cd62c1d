"""Rule cases: Markdown files whose examples are both a rule's documentation and its tests.

A case file is named after its rule. Each case is a heading that begins with *Fires*, *Passes* or *Does not
apply*, then a fenced document whose info string is its file name, and for *Fires* a fence ``findings``
with one ``line:column message`` per line, in any order. A ``toml`` fence before the document sets the
rule's ``[options]``, the page's ``[context]`` (``keyphrase``, ``site_url`` …) and its ``encoding``::

    ## Fires: an h4 under an h2

    ```post.md
    ## Two
    #### Four
    ```

    ```findings
    2:1 h4 follows h2
    ```

A line ``score 0.5`` among the findings also checks the rule's score. Use a longer fence around a document
that holds fences itself.

Further fences are the files around the document, named by their paths (``hugo.toml``, ``content/about.md``),
and the document's own fence then names its path too. They are written to a folder and read as a site. A rule
of scope *site* judges all documents together; its findings are ``path:line:column message``, and a table
``[site]`` may set ``whole``, ``built``, ``home`` and ``url``. Tables ``[[responses]]`` and ``[[crawlers]]`` are rows of
what a fetched site answered and of what its robots.txt admits (``seoaudit.site.rows``).

A fence ``fixed`` has the document as the rule's safe fixes leave it, ``fixed unsafe`` as all of them do.

A fence ``published https://example.org/post/`` has the HTML that is published of the draft at that address.

In a pack's own tests::

    CASES = collect([Path(__file__).parent / "rules"], pack)

    @pytest.mark.parametrize("case", CASES, ids=str)
    def test_case(case: RuleCase) -> None:
        case.check()

``seoaudit rules test`` runs case files from the command line. What stands in ``__all__`` is as stable as
``seoaudit.api``.
"""

from seoaudit.testing.cases import Case, Expectation, load_cases
from seoaudit.testing.collecting import CaseError, RuleCase, collect, unshown
from seoaudit.testing.judging import check, differences, judge, judge_site

__all__ = [
    "Case",
    "CaseError",
    "Expectation",
    "RuleCase",
    "check",
    "collect",
    "differences",
    "judge",
    "judge_site",
    "load_cases",
    "unshown",
]
