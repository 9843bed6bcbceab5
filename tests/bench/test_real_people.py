import re
import sys
from collections.abc import Callable, Sequence
from itertools import product
from math import isnan, log
from pathlib import Path

import pytest
from bench_fakes import SerialPool
from bench_peers import peers_wanted

with peers_wanted():
    import numpy as np
    import real_people
    from bench_answers import answers_of, bank_of, people, with_gaps
    from calibration import Bank, Floats, Shape
    from real_people import (
        BY_DOMAIN,
        FOLDS,
        MIRT_BY_DOMAIN,
        ONE_SCALE,
        ORDERS,
        PACKAGES,
        SETS,
        STAGES,
        Arm,
        DataSet,
        Predictions,
        Row,
        Task,
        areas_under_curve,
        calibrated_arms,
        domain_arms,
        judge,
        load,
        log_losses,
        main,
        replay_fold,
        run,
        sample_people,
        tables,
    )

ITEMS = 30


class Recorder:
    """Asks the items as they stand, and keeps all it meets; an item's b is its number.

    Its predictions are hundredths of the number of answers so far.
    """

    def __init__(self, bank: Bank, met: list["Recorder"]) -> None:
        self.items = [int(b) for b in bank.b]
        self.hidden: list[int] = []
        self.taken: dict[int, bool] = {}
        self.met = met

    def start(self) -> None:
        """Begin with another person."""
        self.met.append(self)

    def choose(self, asked: Sequence[int]) -> int:
        """Take the last item not asked yet."""
        return max(set(range(len(self.items))) - set(asked))

    def take_in(self, index: int, *, right: bool) -> None:
        """Keep the answer under the number of its item."""
        assert self.items[index] not in self.taken
        self.taken[self.items[index]] = right

    def chances(self, bank: Bank) -> Floats:
        """Keep which items are predicted."""
        self.hidden = [int(b) for b in bank.b]
        return np.full(len(bank), len(self.taken) / 100)


def numbered() -> Bank:
    """Make a bank whose difficulties are the numbers of the items."""
    return Bank(
        np.ones(ITEMS),
        np.arange(ITEMS, dtype=np.float64),
        np.zeros(ITEMS),
        np.zeros(ITEMS, np.intp),
        Shape(),
    )


@pytest.fixture
def gappy() -> DataSet:
    """Make up answers of people of whom some left out much, one nearly all and one all."""
    random = np.random.default_rng(1)
    answers = with_gaps((random.random((43, ITEMS)) < 0.5).astype(np.float64), 0.3, 2)
    answers[7], answers[8, 1:], answers[12, 4:] = np.nan, np.nan, np.nan
    answers[8, 0] = 1
    answers[12, :4] = (1, 0, 1, 1)
    return DataSet("made up", answers, np.zeros(ITEMS, np.intp))


@pytest.fixture
def recorded(
    monkeypatch: pytest.MonkeyPatch, gappy: DataSet
) -> list[tuple[Predictions, list[Recorder], Floats]]:
    """Replay all folds with recorders: predictions, who was met, and what was calibrated on."""
    found = []
    for fold in range(FOLDS):
        met: list[Recorder] = []
        used: list[Floats] = []

        def arms(
            answers: Floats, _: object, met: list[Recorder] = met, used: list[Floats] = used
        ) -> dict[str, Arm]:
            used.append(answers)
            return {
                name: Arm(numbered(), lambda bank, _: Recorder(bank, met))
                for name in ("one", "other")
            }

        monkeypatch.setattr(real_people, "calibrated_arms", arms)
        predictions = replay_fold(Task(gappy, fold, 1))
        found.append((predictions, met, used[0]))
    return found


Recorded = list[tuple[Predictions, list[Recorder], Floats]]


def test_folds_partition_the_people(recorded: Recorded, gappy: DataSet) -> None:
    """Everyone with enough answers is replayed in exactly one fold."""
    folds = [set(predictions.person.tolist()) for predictions, *_ in recorded]
    assert sum(map(len, folds)) == len(set().union(*folds))
    enough = np.flatnonzero((~np.isnan(gappy.answers)).sum(axis=1) >= 2)
    assert set().union(*folds) == set(enough.tolist())
    assert len(enough) == len(gappy.answers) - 2
    assert max(map(len, folds)) - min(map(len, folds)) <= 2


def test_nobody_is_measured_by_items_calibrated_on_them(recorded: Recorded, gappy: DataSet) -> None:
    """Items are calibrated on all people of the other folds, and on nobody of this one."""
    for predictions, _, used in recorded:
        (fold,) = set((predictions.person % FOLDS).tolist())
        others = np.arange(len(gappy.answers)) % FOLDS != fold
        np.testing.assert_array_equal(used, gappy.answers[others])


def test_held_out_items_are_never_asked(recorded: Recorded, gappy: DataSet) -> None:
    """A fifth of a person's answers is predicted, and the engine has no item of them."""
    for predictions, met, _ in recorded:
        persons = list(dict.fromkeys(predictions.person.tolist()))
        assert len(met) == 2 * len(persons)
        for at, engine in enumerate(met):
            answers = gappy.answers[persons[at // 2]]
            answered = set(np.flatnonzero(~np.isnan(answers)).tolist())
            assert set(engine.items).isdisjoint(engine.hidden)
            assert set(engine.items) | set(engine.hidden) == answered
            assert len(engine.hidden) == max(1, round(0.2 * len(answered)))
            assert len(engine.items) + len(engine.hidden) == len(answered)


def test_every_engine_is_told_the_true_answers(recorded: Recorded, gappy: DataSet) -> None:
    """All items that are not held out are asked, and their answers are those of the person."""
    for predictions, met, _ in recorded:
        persons = list(dict.fromkeys(predictions.person.tolist()))
        for at, engine in enumerate(met):
            answers = gappy.answers[persons[at // 2]]
            assert set(engine.taken) == set(engine.items)
            assert all(answers[item] == right for item, right in engine.taken.items())


def test_every_engine_meets_the_same_items(recorded: Recorded) -> None:
    """For each person the arms have the same items to ask and the same to predict."""
    for _, met, _ in recorded:
        for one, other in zip(met[::2], met[1::2], strict=True):
            assert (one.items, one.hidden) == (other.items, other.hidden)


def test_predictions_are_held_against_the_answers_held_out(
    recorded: Recorded, gappy: DataSet
) -> None:
    """Each prediction stands beside the person's true answer to that item."""
    for predictions, met, _ in recorded:
        hidden = [item for engine in met[::2] for item in engine.hidden]
        expected = gappy.answers[predictions.person, hidden]
        np.testing.assert_array_equal(predictions.right, expected)
        left = [len(engine.items) for engine in met[::2] for _ in engine.hidden]
        assert predictions.left.tolist() == left


def test_predictions_are_made_after_so_many_questions(recorded: Recorded) -> None:
    """After each stage, or the last question where a person has fewer, and after all."""
    for predictions, *_ in recorded:
        for chances in predictions.chances.values():
            assert chances.shape == (len(STAGES) + 1, len(predictions.right))
            for stage, row in zip((*STAGES, 10**6), chances, strict=True):
                expected = np.minimum(stage, predictions.left) / 100
                np.testing.assert_allclose(row, expected)


def test_a_seed_decides_what_is_held_out(monkeypatch: pytest.MonkeyPatch, gappy: DataSet) -> None:
    """The same seed holds out the same answers, another one others."""
    hidden = []
    for seed in (1, 1, 2):
        met: list[Recorder] = []
        arm = Arm(numbered(), lambda bank, _, met=met: Recorder(bank, met))  # type: ignore[misc]
        monkeypatch.setattr(real_people, "calibrated_arms", lambda *_, arm=arm: {"one": arm})
        replay_fold(Task(gappy, 0, seed))
        hidden.append([engine.hidden for engine in met])
    assert hidden[0] == hidden[1] != hidden[2]


def brute_force_area(scores: Sequence[float], right: Sequence[float]) -> float:
    """Count the pairs of a right and a wrong answer that the scores order well."""
    pairs = [
        (good > bad) + (good == bad) / 2
        for (good, is_right), (bad, other) in product(zip(scores, right, strict=True), repeat=2)
        if is_right and not other
    ]
    return sum(pairs) / len(pairs)


@pytest.mark.parametrize("seed", range(5))
def test_areas_are_those_of_counting_pairs(seed: int) -> None:
    """With ties and without, the area is the share of pairs in the right order."""
    random = np.random.default_rng(seed)
    right = (random.random(40) < 0.6).astype(np.float64)
    for scores in (random.random(40), np.round(random.random(40), 1), np.full(40, 0.5)):
        (area,) = areas_under_curve(scores, right, np.ones((1, 40)))
        assert area == pytest.approx(brute_force_area(scores.tolist(), right.tolist()))


def test_weights_count_an_answer_so_many_times() -> None:
    """Each row of weights gives the area of the answers repeated as often as it says."""
    random = np.random.default_rng(9)
    scores = np.round(random.random(15), 1)
    right = (np.arange(15) % 2).astype(np.float64)
    weights = random.integers(0, 4, (6, 15)).astype(np.float64)
    found = areas_under_curve(scores, right, weights)
    for area, row in zip(found, weights.astype(int), strict=True):
        repeated = np.repeat(scores, row).tolist(), np.repeat(right, row).tolist()
        assert area == pytest.approx(brute_force_area(*repeated))


def test_the_ends_of_the_area() -> None:
    """Perfect order has an area of 1, the opposite of 0, and no order of a half."""
    right = np.array([0, 0, 1, 1, 1.0])
    one = np.ones((1, 5))
    for scores, area in (
        ([0.1, 0.2, 0.3, 0.4, 0.5], 1.0),
        ([0.5, 0.4, 0.3, 0.2, 0.1], 0.0),
        ([0.7] * 5, 0.5),
    ):
        assert areas_under_curve(np.array(scores), right, one).tolist() == [area]


def test_log_losses_are_those_worked_out_by_hand() -> None:
    """A row is the mean of -ln of the chance given to what happened, none nearer than 0.001."""
    chance = np.array([[0.8, 0.3, 0.5], [1.0, 0.0, 0.0]])
    found = log_losses(chance, np.array([1, 0, 0.0]))
    assert found[0] == pytest.approx(-(log(0.8) + log(0.7) + log(0.5)) / 3)
    assert found[1] == pytest.approx(-log(0.999))
    assert log_losses(chance, np.array([0, 1, 1.0]))[1] == pytest.approx(-log(0.001))


def predictions_of(
    chances: Callable[[str, int], Floats], right: Floats, persons: int
) -> Predictions:
    """Make predictions of all arms, the persons with as many answers each and 25 items left."""
    arms = (*PACKAGES, *ORDERS, ONE_SCALE)
    return Predictions(
        person=np.repeat(np.arange(persons), len(right) // persons),
        right=right,
        left=np.full(len(right), 25, np.intp),
        chances={
            arm: np.array([chances(arm, stage) for stage in range(len(STAGES) + 1)]) for arm in arms
        },
    )


RIGHT = (np.random.default_rng(3).random(120) < 0.55).astype(np.float64)


def towards(strength: float, seed: int) -> Floats:
    """Predict what happened, with some strength above chance."""
    noise = np.random.default_rng(seed).normal(size=len(RIGHT))
    return np.asarray(1 / (1 + np.exp(-(noise + strength * (2 * RIGHT - 1)))))


def strengths(arm: str, stage: int) -> Floats:
    """Let arms differ in how well they predict, all from the same start."""
    best = {"catsim": 0.7, "fixed order": 0.9, ONE_SCALE: 1.1}.get(arm, 0.5)
    return towards(best * stage / len(STAGES), 50 + stage)


def judged(
    chances: Callable[[str, int], Floats] = strengths,
) -> dict[tuple[str, int | None], Row]:
    """Judge made-up predictions: rows by arm and stage."""
    rows = judge("made up", predictions_of(chances, RIGHT, 20), 1)
    return {(row.arm, row.asked): row for row in rows}


def test_rows_give_the_figures_of_the_predictions() -> None:
    """Area and log-loss are those of the arm's predictions at the stage, by hand."""
    for (arm, asked), row in judged().items():
        stage = len(STAGES) if asked is None else STAGES.index(asked)
        chance = strengths(arm, stage)
        assert row.value.auc == pytest.approx(brute_force_area(chance.tolist(), RIGHT.tolist()))
        happened = np.where(RIGHT == 1, chance, 1 - chance)
        assert row.value.log_loss == pytest.approx(float(-np.log(happened).mean()))
        assert (row.people, row.answers) == (20, len(RIGHT))


def test_shares_are_parts_of_the_gain_from_first_to_last() -> None:
    """Nothing is gained at the start and all in the end, of its own gain or of the best arm's."""
    rows = judged()
    best = {
        asked: max(row.value.auc for (_, at), row in rows.items() if at == asked)
        for asked in (0, None)
    }
    for (arm, asked), row in rows.items():
        first, last = rows[arm, 0].value, rows[arm, None].value
        gain, loss = last.auc - first.auc, first.log_loss - last.log_loss
        assert row.share.auc == pytest.approx((row.value.auc - first.auc) / gain)
        assert row.share.log_loss == pytest.approx((first.log_loss - row.value.log_loss) / loss)
        of_best = (row.value.auc - best[0]) / (best[None] - best[0])
        assert row.share_of_best.auc == pytest.approx(of_best)
        if asked in {0, None}:
            assert row.share.auc == pytest.approx(float(asked is None))


def test_no_gain_is_no_share() -> None:
    """Where an arm predicts no better in the end than at the start, there is no share."""
    rows = judged(lambda _, __: towards(0.5, 1))
    assert all(isnan(row.share.auc) and isnan(row.share.log_loss) for row in rows.values())
    worse = judged(lambda _, stage: towards(-stage / 3, 1))
    assert all(isnan(row.share.auc) for row in worse.values())


def test_a_lead_is_over_the_best_rival() -> None:
    """Ours is held against the better package, and against the best of all others."""
    rows = judged()
    for (arm, asked), row in rows.items():
        if arm != ONE_SCALE:
            assert row.over_packages is row.over_all is None
            continue
        for lead, rivals in (
            (row.over_packages, PACKAGES),
            (row.over_all, (*PACKAGES, *ORDERS)),
        ):
            assert lead is not None
            areas = {rival: rows[rival, asked].value.auc for rival in rivals}
            assert areas[lead.rival] == max(areas.values())
            assert lead.auc == pytest.approx(row.value.auc - areas[lead.rival])
            assert lead.standard_error >= 0
    last = rows[ONE_SCALE, None]
    assert last.over_packages is not None
    assert last.over_all is not None
    assert (last.over_packages.rival, last.over_all.rival) == ("catsim", "fixed order")


def test_the_error_of_a_lead_is_that_of_drawing_other_people() -> None:
    """Over many made-up samples of people, leads scatter about as much as their error says."""
    leads, errors = [], []
    for sample in range(24):
        random = np.random.default_rng(sample)
        right = (random.random(150) < 0.5).astype(np.float64)
        noise = {arm: random.normal(size=150) for arm in (*PACKAGES, *ORDERS, ONE_SCALE)}

        def chances(
            arm: str, _: int, right: Floats = right, noise: dict[str, Floats] = noise
        ) -> Floats:
            weak = 0.1 if arm in {"mirt", *ORDERS} else 0.8
            return np.asarray(1 / (1 + np.exp(-noise[arm] - weak * right)))

        rows = [
            row
            for row in judge("made up", predictions_of(chances, right, 50), sample)
            if row.arm == ONE_SCALE and row.asked == 0
        ]
        assert rows[0].over_packages is not None
        leads.append(rows[0].over_packages.auc)
        errors.append(rows[0].over_packages.standard_error)
    assert float(np.mean(errors)) == pytest.approx(float(np.std(leads, ddof=1)), rel=0.4)


def test_an_arm_is_not_ahead_of_itself() -> None:
    """Where all arms predict the same, every lead is 0 with an error of 0."""
    rows = judged(lambda _, stage: towards(stage / 5, stage))
    for stage in (*STAGES, None):
        lead = rows[ONE_SCALE, stage].over_all
        assert lead is not None
        assert (lead.auc, lead.standard_error) == (0, 0)


def test_sampling_keeps_people_whole() -> None:
    """A sample is of so many different people of the set, the same for the same seed."""
    answers = np.arange(50 * 4, dtype=np.float64).reshape(50, 4)
    data_set = DataSet("made up", answers, np.zeros(4, np.intp))
    chosen = sample_people(data_set, 20, 1).answers
    rows = {tuple(row) for row in chosen.tolist()}
    assert len(rows) == 20
    assert rows <= {tuple(row) for row in answers.tolist()}
    np.testing.assert_array_equal(sample_people(data_set, 20, 1).answers, chosen)
    assert not np.array_equal(sample_people(data_set, 20, 2).answers, chosen)
    assert len(sample_people(data_set, None, 1).answers) == 50
    assert len(sample_people(data_set, 99, 1).answers) == 50


def write_set(folder: Path, answers: Floats, domain: Sequence[Sequence[int]] = ()) -> Path:
    """Write a data set: empty where there is no answer, and its attributes if there are any."""
    folder.mkdir(parents=True)
    items = [f"item-{at}" for at in range(answers.shape[1])]
    lines = [",".join("" if isnan(x) else str(int(x)) for x in row) for row in answers.tolist()]
    (folder / "responses.csv").write_text("\n".join([",".join(items), *lines]) + "\n", "utf-8")
    if domain:
        head = ",".join(["item", *(f"attribute-{at}" for at in range(len(domain[0])))])
        rows = [",".join(map(str, (item, *row))) for item, row in zip(items, domain, strict=True)]
        (folder / "qmatrix.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return folder


def test_a_data_set_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Answers come with their gaps, and each item with its attribute."""
    answers = np.array([[1, 0, np.nan], [np.nan, 1, 1], [0, 0, 1.0]])
    found = load(write_set(tmp_path / "ecpe", answers, [(0, 1), (1, 0), (0, 1)]))
    assert found.name == "ecpe"
    np.testing.assert_array_equal(found.answers, answers)
    assert found.domain.tolist() == [1, 0, 1]


@pytest.mark.parametrize("domain", [(), ((1, 1), (1, 0), (0, 1))], ids=["none", "several"])
def test_items_without_one_attribute_each_are_one_domain(
    tmp_path: Path, domain: Sequence[Sequence[int]]
) -> None:
    """Where an item measures several attributes, or none is known, there is one scale."""
    found = load(write_set(tmp_path / "ecpe", np.eye(3), domain))
    assert found.domain.tolist() == [0, 0, 0]


def small_sample() -> tuple[Floats, Bank]:
    """Let 300 people of two tied abilities answer ten items of each; gives the true items too."""
    bank = bank_of(20, Shape(), 1, np.arange(20) % 2)
    return answers_of(bank, people(300, 2, np.array([[1, 0.8], [0.8, 1]])), 3), bank


def rises(arm: Arm) -> tuple[float, float]:
    """Answer four items of the first domain right: how far predictions rise in either domain."""
    of = [np.flatnonzero(np.arange(20) % 2 == domain) for domain in range(2)]
    engine = arm.make(arm.bank.take(of[0]), np.random.default_rng(1))
    before = [engine.chances(arm.bank.take(items)) for items in of]
    engine.start()
    asked: list[int] = []
    for _ in range(4):
        asked.append(engine.choose(asked))
        engine.take_in(asked[-1], right=True)
    after = [engine.chances(arm.bank.take(items)) for items in of]
    own, other = (float(np.mean(y - x)) for x, y in zip(before, after, strict=True))
    return own, other


def test_engines_by_domain_know_how_the_domains_are_tied() -> None:
    """Answers about one of two domains that correlate by 0.8 raise predictions in the other."""
    answers, bank = small_sample()
    for arm in domain_arms(answers, bank.domain).values():
        own, other = rises(arm)
        assert own > other > 0.5 * own


def test_every_engine_has_items_calibrated_for_it() -> None:
    """Packages get logistic curves, catsim without slips, ours normal ones; all as calibrated."""
    answers, bank = small_sample()
    arms = calibrated_arms(answers, np.zeros(20, np.intp))
    assert set(arms) == {*PACKAGES, *ORDERS, ONE_SCALE}
    assert {name for name, arm in arms.items() if arm.bank.shape.ogive} == {ONE_SCALE}
    assert arms["catsim"].bank.shape.slip == 0
    for arm in arms.values():
        assert float(np.corrcoef(arm.bank.b, bank.b)[0, 1]) > 0.95
        own, other = rises(arm)
        assert own == pytest.approx(other, abs=0.1)
        assert own > 0.1


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write two small data sets, one with two domains, to be replayed in this process."""
    monkeypatch.setattr(real_people, "ProcessPoolExecutor", SerialPool)
    # Fewer shapes to try: which is likeliest is tested with the calibration.
    monkeypatch.setattr("calibration.GUESSING", (0.0, 0.2))
    monkeypatch.setattr("calibration.SLIPS", (0.0, 0.03))
    domain = np.arange(16) % 2
    tied = np.array([[1, 0.6], [0.6, 1]])
    both = answers_of(bank_of(16, Shape(), 1, domain), people(60, 2, tied), 3)
    write_set(tmp_path / "ecpe", with_gaps(both, 0.02, 4), np.eye(2, dtype=int)[domain].tolist())
    write_set(tmp_path / "sat12", answers_of(bank_of(16, Shape(), 5), people(60, 6), 7))
    return tmp_path


def test_small_sets_run_from_end_to_end(data: Path) -> None:
    """Every arm has figures at every stage, those of domains where the items have some."""
    rows = run(data, 30, 1)
    one = {*PACKAGES, *ORDERS, ONE_SCALE}
    arms = {name: {row.arm for row in rows if row.data_set == name} for name in SETS}
    assert arms["ecpe"] == one | {MIRT_BY_DOMAIN, BY_DOMAIN}
    assert arms["sat12"] == one
    assert {row.asked for row in rows} == {0, 3, 5, 10, None}
    assert {row.people for row in rows} == {30}
    for row in rows:
        assert 0 <= row.value.auc <= 1
        assert 0 < row.value.log_loss < 2
    for name in ("ecpe", "sat12"):
        blind, last = (
            [row.value.auc for row in rows if row.data_set == name and row.asked == asked]
            for asked in (0, None)
        )
        assert min(last) > max(blind) - 0.05
    check_tables(tables(rows))


def test_a_run_comes_out_alike_again(data: Path) -> None:
    """The same seed gives the same figures, another one others; sets not there are passed over."""
    (data / "ecpe" / "responses.csv").unlink()
    first, again, other = (tables(run(data, 15, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert "| sat12 |" in first
    assert "ecpe" not in first


def check_tables(text: str) -> None:
    """Check that all tables are there, and whole."""
    titles = [line for line in text.splitlines() if line.startswith("#")]
    assert len(titles) == len(set(titles)) == 6
    for part in sections(text):
        lines = [line for line in part.splitlines() if line.startswith("|")]
        assert len(lines) >= 3
        assert len({line.count("|") for line in lines}) == 1
    assert "No data set is long enough" not in text


def sections(text: str) -> list[str]:
    """Split the output at its headings."""
    return re.split(r"^#+ ", text, flags=re.MULTILINE)[1:]


def test_the_tables_are_printed(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The script prints what its run gives, and ends well."""
    row = judged()
    monkeypatch.setattr(real_people, "run", lambda *given: [*row.values()] if given else [])
    monkeypatch.setattr(sys, "argv", ["real_people.py", "--data", str(data)])
    assert main() == 0
    check_tables(capsys.readouterr().out)


def test_without_data_there_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not there, or is empty, is no failure."""
    for folder in (tmp_path / "nowhere", tmp_path):
        monkeypatch.setattr(sys, "argv", ["real_people.py", "--data", str(folder)])
        assert main() == 0
        out = capsys.readouterr()
        assert len(out.out.splitlines()) == 1
        assert str(folder) in out.out
        assert out.err == ""


def test_the_summary_holds_medians_against_the_targets() -> None:
    """After ten questions the median set's lead and shares stand next to what is aimed at."""
    text = tables(list(judged().values()))
    *_, summary = sections(text)
    row = judged()[ONE_SCALE, 10]
    assert row.over_packages is not None
    lines = [line[2:-2].split(" | ") for line in summary.splitlines() if line.startswith("| ")]
    found = {line[0]: [cell.strip("*") for cell in line[1:]] for line in lines[1:]}
    assert found["lead in AUC over the better package"][1] == f"{row.over_packages.auc:.3f}"
    assert found["share of its own gain, AUC"][:2] == ["0.95", f"{row.share.auc:.3f}"]
    assert found["share of the best arm's gain, log-loss"][1] == f"{row.share_of_best.log_loss:.3f}"


def test_a_median_below_its_target_is_marked() -> None:
    """Where ours is behind the packages, its lead in the summary stands in bold."""
    behind = judged(lambda arm, stage: strengths("mirt" if arm == ONE_SCALE else "catsim", stage))
    lines = tables(list(behind.values())).splitlines()
    (line,) = [line for line in lines if line.startswith("| lead in AUC over the better package")]
    assert "**-" in line
