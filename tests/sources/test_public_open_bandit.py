"""Logs of two policies become impressions, on logs made up here and on those of the archive."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.open_bandit import OPEN_BANDIT
from sources.public.open_bandit_tables import CAMPAIGNS, POLICIES, impressions

ITEMS = ",item_id,item_feature_0,item_feature_1,item_feature_2,item_feature_3\n0,0,-.5,a,b,c\n1,1,.5,d,e,f\n"
USERS = ",".join(f"user_feature_{place}" for place in range(4))
HEADER = f",timestamp,item_id,position,click,propensity_score,{USERS},user-item_affinity_0,user-item_affinity_1"


def files() -> dict[str, str]:
    made = {}
    for policy in POLICIES:
        for number, campaign in enumerate(CAMPAIGNS):
            rows = [
                f"0,2019-11-24 0{number}:00:01.5+00:00,1,3,1,1e-06,u,v,w,x,2.0,7.0",
                f"1,2019-11-25 0{number}:00:00+00:00,0,1,0,0.5,u,v,w,y,0.0,1.0",
            ]
            made[f"{policy}/{campaign}/{campaign}.csv"] = "\n".join([HEADER, *rows]) + "\n"
            made[f"{policy}/{campaign}/item_context.csv"] = ITEMS
    return made


def packed(tmp_path: Path, content: dict[str, str]) -> Path:
    path = tmp_path / "logs.tar"
    with tarfile.open(path, "w") as archive:
        for name, text in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def test_logs_are_joined_with_their_items_in_time_order(tmp_path: Path) -> None:
    table = impressions(packed(tmp_path, files()))
    assert len(table) == 8
    assert table["time"].is_monotonic_increasing
    assert str(table["time"].dtype) == "datetime64[us, UTC]"
    assert table["impression_id"].is_unique
    first = table[(table["policy"] == "bts") & (table["campaign"] == "women")].iloc[0]
    assert (first["ad"], first["position"], first["propensity"], first["click"]) == ("women-1", 3, 1e-6, True)
    assert (first["affinity"], first["affinity_all"]) == (7.0, 9.0)
    assert (first["item_feature_0"], first["item_feature_1"], first["user_feature_3"]) == (0.5, "d", "x")
    declared = [name for names in OPEN_BANDIT.contract_options.values() for name in names]
    assert set(declared) < set(table)
    assert "policy" not in declared


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bts/men/men.csv", None, "lacks bts/men/men.csv"),
        ("bts/men/men.csv", "", "bts/men/men.csv: not a UTF-8 csv table"),
        ("random/women/women.csv", ",timestamp,item_id\n0,2019-11-24,1\n", "lacks the columns position, click"),
        ("random/men/item_context.csv", ITEMS.rpartition("1,1,")[0], "random/men: 1 impressions are of items that"),
    ],
)
def test_another_archive_is_refused(name: str, content: str | None, said: str, tmp_path: Path) -> None:
    changed = files()
    if content is None:
        del changed[name]
    else:
        changed[name] = content
    with pytest.raises(DataError, match=said):
        impressions(packed(tmp_path, changed))


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logs.tar").write_text("no archive")
    with pytest.raises(DataError, match=r"logs\.tar: not a whole tar archive"):
        impressions(tmp_path / "logs.tar")


@pytest.mark.real_data
def test_the_archive_is_as_stated(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    OPEN_BANDIT.write(tmp_path / "out", tmp_path / "cache")
    table = pd.read_parquet(tmp_path / "out" / "impressions.parquet")
    assert (len(table), int(table["click"].sum())) == (OPEN_BANDIT.rows["impressions"], OPEN_BANDIT.rows["clicks"])
    logs = table.groupby(["policy", "campaign"])
    assert logs["ad"].nunique().to_dict() == {
        ("bts", "men"): 34,
        ("bts", "women"): 46,
        ("random", "men"): 34,
        ("random", "women"): 46,
    }
    assert (logs.size() == 10_000).all()
    assert logs["propensity"].min().to_dict() == pytest.approx(
        {("bts", "men"): 0.000165, ("bts", "women"): 1e-6, ("random", "men"): 1 / 34, ("random", "women"): 1 / 46}
    )
    assert table["propensity"].between(0, 1).all()
    assert not table.isna().any().any()
