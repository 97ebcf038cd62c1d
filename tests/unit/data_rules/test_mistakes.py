"""Mistakes in rules: each at its place, with what to do about it."""

import textwrap

import pytest

from tests.unit.data_rules.conftest import read

FINE = 'id = "x"\nkind = "phrase"\nphrases = ["very"]\nbad = "very"\n'


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('id = "x"\nkind = "phrase"\nphrase = ["very"]\nbad = "very"',
         "4:1: rules of kind “phrase” have no key “phrase”. Did you mean “phrases”?"),
        ('id = "x"\nkind = "phrase"\nphrases = ["very"]\nswap = 3\nbad = "very"',
         "5:1: rules of kind “phrase” have no key “swap”. It is a key of kind “substitution”."),
        ('id = "x"\nkind = "frase"\nphrases = ["very"]', "3:1: there is no kind “frase”. Did you mean “phrase”?"),
        ('id = "x"\nphrases = ["very"]', '1:3: the rule has no “kind”. Add kind = "phrase".'),
        ('name = "x"\nkind = "phrase"\nphrases = "a"\nbad = "a"', "1:3: the rule has no “id”. “name” is written “id” here."),
        (FINE.replace('"x"', '"Brand Names"'),
         "2:1: “Brand Names” is no id. Write small letters and hyphens: brand-spelling, or style/brand-spelling."),
        (FINE.replace('"x"', '"headings/too-long"'),
         "2:1: there is a rule “headings/too-long” already, which comes with seoaudit or a pack. Choose another id."),
        (FINE.replace('"x"', '"seoaudit/x"'), "2:1: “seoaudit/x”: this category means something else. Choose another one."),
        ('id = "x"\nkind = "phrase"\nbad = "a"', "1:3: a rule of kind “phrase” needs “phrases”. See docs/data-rules.md."),
        ('id = "x"\nkind = "link"\nbad = "a"',
         "1:3: the rule asks for nothing: it has none of “required”, “forbidden”, “required-text” and “forbidden-text”"),
        ('id = "x"\nkind = "phrase"\nphrases = "a"',
         '1:3: the rule has no “bad” example. Add bad = ["…"], something in which it has to find a fault.'),
        (FINE + 'scope = ["text", "titel"]', "6:18: there is no scope “titel”. Did you mean “title”?"),
        (FINE + 'severity = "warn"', "6:1: “severity” must be “error”, “warning” or “info”, not “warn”"),
        (FINE + "weight = 9", "6:1: “weight” must be a number from 0 to 4, not 9"),
        (FINE + 'message = "{mach}"', "6:1: “message”: there is no placeholder “{mach}”. Did you mean “match”?"),
        (FINE + 'message = "{match"', "6:1: “message”: there is a lone “{”. Write “{{” for the brace itself."),
        (FINE + 'paths = ["./a/**"]',
         "6:10: “./a/**” matches nothing: patterns begin at the configuration's folder. Write “a/**”."),
        (FINE + 'languages = "english!"', "6:1: “english!” is not a language tag. Write a tag such as en or de-AT."),
        (FINE + "inflections = true\nmatch-case = true",
         "7:1: “match-case” does not go with “inflections”. Take one of them away."),
        (FINE.replace('["very"]', '["very", 3]'), "4:20: each of “phrases” must be a string, not 3"),
        (FINE.replace('["very"]', '["very", " "]'), "4:20: an empty phrase stands nowhere. Take it out."),
        (FINE.replace('["very"]', f'["{"a" * 201}"]'), f"4:12: each of “phrases” must be at most 200 characters long, not “{'a' * 60}…”"),
        ('id = "x"\nkind = "pattern"\npattern = "(a"\nbad = "a"',
         "4:1: this is no regular expression: missing ): (a. Close the bracket, or write a backslash before it."),
        ('id = "x"\nkind = "pattern"\npattern = "a(?=b)"\nbad = "a"',
         "4:1: this is no regular expression: invalid perl operator: (?=. Patterns are RE2, which has no look-around: match more, and take exceptions out with “except”."),
        ("id = \"x\"\nkind = \"pattern\"\npattern = '(a)'\nreplacement = '{2}'\nbad = \"a\"",
         "5:1: “replacement”: there is no placeholder “{2}”. This kind has: {match}, {1}."),
        ('id = "x"\nkind = "count"\npattern = "a"\nbad = "a"', "1:3: there is neither “min” nor “max”. Say how many are right: max = 1."),
        ('id = "x"\nkind = "count"\npattern = "a"\nphrases = "b"\nmax = 0\nbad = "a"',
         "4:1: “pattern” does not go with “phrases”. Make two rules of them."),
        ('id = "x"\nkind = "count"\nelement = "pictures"\nmax = 0\nbad = "a"',
         "4:1: there is no element “pictures”. There are: headings"),
        ('id = "x"\nkind = "length"\nscope = "title"\nmin = 9\nmax = 3\nbad = "a"', "5:1: min = 9 is more than max = 3. Nothing can be both; change one."),
        ('id = "x"\nkind = "metric"\nmetric = "words"\ngood = 3\nbad = 3', "6:1: good and bad are both 3. Leave some room between them."),
        ('id = "x"\nkind = "metric"\nmetric = "word"\ngood = 3\nbad = 4', "4:1: there is no metric “word”. Did you mean “words”?"),
        ('id = "x"\nkind = "front-matter"\nbad = "a: 1"\nkeys.a = { typ = "string" }', "5:12: “a” has no key “typ”. Did you mean “type”?"),
        ('id = "x"\nkind = "front-matter"\nbad = "a: 1"\nkeys.a = { format = "dates" }', "5:12: there is no format “dates”. Did you mean “date”?"),
        ('id = "x"\nkind = "substitution"\nswap = { a = "a" }\nbad = "a"', "4:10: “a” is to be replaced by itself"),
        ('id = "x"\nkind = "substitution"\nswap = { a = "" }\nbad = "a"',
         "4:10: “a” is to be replaced by nothing, which would leave its blanks behind. For words to leave out, write a rule of its own: kind = \"phrase\""),
        ('id = "x"\nkind = "substitution"\nswap = {}\nbad = "a"', "4:1: “swap” must be a table with something in it, not an empty table"),
        ('id = "x"\nkind = "phrase"\nphrases = []\nbad = "a"', "4:1: “phrases” must be a list with something in it, not []"),
        ('id = "x"\nkind = "pattern"\npattern = "a\\b"\nbad = "a"',
         "4:1: this pattern has a backspace in it, which “\\b” in \"…\" is. Write patterns in '…', where a backslash is nothing but itself."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_table(mistakes, table, said):
    (mistake,) = mistakes(f"[[rule]]\n{table}\n")
    assert mistake.startswith(f"seoaudit.toml:{said}")


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ('bad = ["very", "hardly"]', "5:16: “local/x” finds nothing in its bad example “hardly”. The example is read as a passage."),
        ('bad = "very"\ngood = ["rather", "very much"]',
         "6:19: “local/x” finds a fault in its good example “very much”: “very” should not stand here"),
        ('scope = "headings"\nbad = "---\\ntitle: x\\n---\\n\\nvery"',
         "6:1: “local/x” finds nothing in its bad example “--- title: x --- very” (the page has none of what this rule judges). The example is read as a heading."),
    ],
)  # fmt: skip
def test_a_rule_that_misses_its_own_example(mistakes, examples, said):
    (mistake,) = mistakes(f'[[rule]]\nid = "x"\nkind = "phrase"\nphrases = ["very"]\n{examples}\n')
    assert mistake == f"seoaudit.toml:{said}"


def test_ids_are_given_once(mistakes):
    assert mistakes(f"[[rule]]\n{FINE}\n[[rule]]\n{FINE}") == [
        "seoaudit.toml:8:1: there is a rule “local/x” already, at seoaudit.toml:2. Choose another id."
    ]


def test_all_mistakes_are_told_at_once(mistakes):
    both = mistakes(
        f"[[rule]]\n{FINE}weight = 9\nseverty = 'info'\n[[rule]]\n{FINE.replace('x', 'y')}scope = 'x'"
    )
    assert [each.split(":")[1] for each in both] == ["6", "7", "13"]


@pytest.mark.parametrize("value", ["rule = 3", 'rule = ["a"]', "[rule]\nid = 'x'"])
def test_rules_are_tables_in_a_list(mistakes, value):
    (mistake,) = mistakes(value)
    assert mistake.endswith("“rule” must be tables. Write [[rule]], with two brackets.")


def test_there_may_be_many_rules_but_not_any_number(mistakes):
    many = "".join(
        f'[[rule]]\nid = "x{at}"\nkind = "phrase"\nphrases = "a"\nbad = "a"\n' for at in range(501)
    )
    assert mistakes(many) == ["seoaudit.toml:1:3: there are 501 rules, more than 500. Join some of them."]


def test_patterns_that_would_take_all_memory_are_refused(mistakes):
    toml = """
    [[rule]]
    id = "x"
    kind = "pattern"
    pattern = '((((\\pL{1,99}){1,99})?x){1,9}){1,9}'
    bad = "x"
    """
    (mistake,) = mistakes(textwrap.dedent(toml))
    assert mistake.startswith("seoaudit.toml:5:1: this is no regular expression:")


def test_a_broken_rule_does_not_take_the_others_along():
    rules, errors = read(f"[[rule]]\n{FINE}\n[[rule]]\n{FINE.replace('x', 'y')}weight = -1")
    assert list(rules) == ["local/x"]
    assert len(errors) == 1
