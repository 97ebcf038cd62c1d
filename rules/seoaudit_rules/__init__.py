"""The rules that come with seoaudit: a pack like any other."""

from seoaudit.api import Pack

pack = Pack(api="1.0", rules=__name__)
