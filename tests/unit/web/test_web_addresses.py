"""Which addresses may be asked."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.web.addresses import SocketAddress, asked, credentials, network_of, networks_of


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("8.8.8.8", "public"), ("2606:4700:4700::1111", "public"), ("172.15.0.1", "public"), ("100.63.0.1", "public"),
        ("127.0.0.1", "loopback"), ("127.9.9.9", "loopback"), ("::1", "loopback"), ("::ffff:127.0.0.1", "loopback"),
        ("10.1.2.3", "private"), ("172.16.0.1", "private"), ("192.168.1.1", "private"), ("100.64.0.1", "private"),
        ("fd12::1", "private"), ("fec0::1", "private"), ("::ffff:192.168.0.1", "private"),
        ("64:ff9b::10.0.0.1", "private"), ("64:ff9b::8.8.8.8", "public"), ("2002:0a00:0001::", "private"), ("::10.0.0.1", "private"),
        ("169.254.169.254", "link-local"), ("fe80::1", "link-local"), ("fe80::1%eth0", "link-local"),
        ("fd00:ec2::254", "link-local"), ("100.100.100.200", "link-local"), ("::ffff:169.254.169.254", "link-local"),
        ("0.0.0.0", "reserved"), ("::", "reserved"), ("224.0.0.1", "reserved"), ("255.255.255.255", "reserved"),
        ("192.0.2.1", "reserved"), ("240.0.0.1", "reserved"), ("ff02::1", "reserved"), ("nonsense", "reserved"),
    ],
)  # fmt: skip
def test_networks(ip, network):
    assert network_of(ip) == network


@given(st.ip_addresses(v=4))
def test_an_address_lies_where_it_lies_however_it_is_carried(ip):
    mapped = ipaddress.IPv6Address(0xFFFF_0000_0000 + int(ip))
    translated = ipaddress.IPv6Address((0x64_FF9B << 96) + int(ip))
    assert network_of(str(mapped)) == network_of(str(translated)) == network_of(str(ip))


@given(st.ip_addresses())
def test_what_the_registries_call_private_is_never_public(ip):
    if not ip.is_global:
        assert network_of(str(ip)) != "public"


def test_the_networks_of_an_address():
    def resolve(host, port):
        return [SocketAddress(2, ("10.0.0.1", port)), SocketAddress(2, ("8.8.8.8", port))]

    assert networks_of("https://example.org/", resolve) == {"private"}
    assert networks_of("http://127.1:8000/") == {"loopback"}
    assert networks_of("mailto:a@example.org") == networks_of("what?") == frozenset()


def test_an_address_without_what_is_nobodys_business():
    ready = asked("HTTP://me:secret@EXAMPLE.org:80/a/../b?c#d", 100)
    assert (ready.url, ready.origin, ready.host) == (
        "http://example.org/b?c",
        "http://example.org",
        "example.org",
    )
    assert credentials("http://me:secret@EXAMPLE.org:80/")[0] == ready.origin
    assert credentials("http://example.org/") == credentials("ftp://a:b@example.org") == ("", "")
