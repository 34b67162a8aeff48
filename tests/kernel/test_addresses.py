"""Who called: a header typed by a visitor is never believed, one written by a named proxy is."""

import pytest

from baarasira.kernel.addresses import client_address, counted_network, networks

NAMED = networks("127.0.0.1, 10.1.0.0/16, 2001:db8:1::/48")


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("127.0.0.1", "41.73.1.9", "41.73.1.9"),
        ("127.0.0.1", "1.2.3.4, 41.73.1.9", "41.73.1.9"),
        ("127.0.0.1", "1.2.3.4, 41.73.1.9, 10.1.2.3", "41.73.1.9"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("2001:db8:1::5", "2001:db8:2::9", "2001:db8:2::9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "41.73.1.9, <script>", "127.0.0.1"),
        ("127.0.0.1", "41.73.1.9, unknown, 10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "41.73.1.9:5821", "41.73.1.9"),
        ("127.0.0.1", "[2001:db8:2::9]:5821", "2001:db8:2::9"),
        ("::ffff:127.0.0.1", "::ffff:41.73.1.9", "41.73.1.9"),
        ("41.73.1.9", "1.2.3.4", "41.73.1.9"),
        ("41.73.1.9", "127.0.0.1", "41.73.1.9"),
        ("", "1.2.3.4", ""),
    ],
)
def test_the_address_is_the_nearest_that_no_named_proxy_has(remote: str, forwarded: str, expected: str) -> None:
    assert client_address({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}, NAMED) == expected


@pytest.mark.parametrize("remote", ["127.0.0.1", "10.1.2.3", "41.73.1.9"])
def test_without_a_named_proxy_the_header_is_not_read(remote: str) -> None:
    assert client_address({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, ()) == remote


@pytest.mark.parametrize("text", ["10.1.0.0/8", "somewhere", "10.1.2", "127.0.0.1;10.0.0.1"])
def test_a_list_with_a_slip_is_an_error_rather_than_a_guess(text: str) -> None:
    with pytest.raises(ValueError, match=r"host bits|does not appear"):
        networks(text)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("41.73.1.9", "41.73.1.9"),
        ("2001:db8:2::9", "2001:db8:2::/64"),
        ("2001:db8:2::ffff:9", "2001:db8:2::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("10.1.2.3", ""),
        ("", ""),
    ],
)
def test_what_stands_for_everybody_is_not_counted(address: str, network: str) -> None:
    assert counted_network(address, NAMED) == network
