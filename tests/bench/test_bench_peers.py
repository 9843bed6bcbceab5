import pytest
from bench_peers import need_peers, peers_wanted


@pytest.mark.parametrize("missing", ["mirt", "catsim.estimation", "numpy"])
def test_a_missing_peer_skips_the_test(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Where peers are not required, what needs one is skipped, and says which."""
    monkeypatch.delenv("MLCAREER_REQUIRE_PEERS", raising=False)
    name = missing.split(".", maxsplit=1)[0]
    with pytest.raises(pytest.skip.Exception, match=name), peers_wanted():
        raise ModuleNotFoundError(name=missing)


def test_a_missing_peer_that_is_required_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the environment requires peers, nothing is skipped."""
    monkeypatch.setenv("MLCAREER_REQUIRE_PEERS", "1")
    with pytest.raises(pytest.fail.Exception, match="scipy"), peers_wanted():
        raise ModuleNotFoundError(name="scipy")


def test_any_other_missing_module_is_an_error() -> None:
    """A benchmark that imports what does not exist is not passed over."""
    with pytest.raises(ModuleNotFoundError), peers_wanted():
        raise ModuleNotFoundError(name="mlcareer.nothing")


def test_peers_that_are_there_are_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all packages at hand nothing is skipped or raised."""
    for package in ("numpy", "scipy", "mirt", "catsim"):
        pytest.importorskip(package)
    monkeypatch.setenv("MLCAREER_REQUIRE_PEERS", "1")
    need_peers()
