"""Writes a LeRobotDataset's tables again as other recorders do: python rewrite_lerobot.py FOLDER

Frames as fixed-size lists of float64 in files of one episode each, compressed with zstd; tasks as
the unnamed index of a pandas table.
"""

import pathlib
import sys

import pandas
import pyarrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet

folder = pathlib.Path(sys.argv[1])
chunk = folder / "data/chunk-000"
frames = parquet.read_table(chunk / "file-000.parquet")
for name in ("observation.state", "action"):
    rows = frames.column(name).to_pylist()
    fixed = pyarrow.array(rows, pyarrow.list_(pyarrow.float64(), len(rows[0])))
    frames = frames.set_column(frames.schema.get_field_index(name), name, fixed)
for episode in sorted(set(frames.column("episode_index").to_pylist())):
    own = frames.filter(compute.equal(frames.column("episode_index"), episode))
    parquet.write_table(own, chunk / f"file-{episode:03d}.parquet", compression="zstd")

tasks = pandas.read_parquet(folder / "meta/tasks.parquet")
tasks.index.name = None
tasks.to_parquet(folder / "meta/tasks.parquet")
