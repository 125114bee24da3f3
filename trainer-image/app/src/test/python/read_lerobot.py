"""Prints a LeRobotDataset as JSON: python read_lerobot.py FOLDER files|loader

files: all of it, read by pyarrow and pandas. loader: its frames, read by the package lerobot.
"""

import json
import pathlib
import sys


def tables(folder):
    import pandas
    import pyarrow.parquet as parquet

    def rows(path):
        return parquet.read_table(folder / path).to_pylist()

    tasks = pandas.read_parquet(folder / "meta/tasks.parquet")
    return {
        "info": json.loads((folder / "meta/info.json").read_text()),
        "stats": json.loads((folder / "meta/stats.json").read_text()),
        "tasks": {name: int(row.task_index) for name, row in tasks.iterrows()},
        "episodes": rows("meta/episodes/chunk-000/file-000.parquet"),
        "frames": rows("data/chunk-000/file-000.parquet"),
        "types": {
            field.name: str(field.type)
            for field in parquet.read_schema(folder / "data/chunk-000/file-000.parquet")
        },
    }


def loaded(folder):
    from lerobot.datasets.lerobot_dataset import LeRobotDataset

    dataset = LeRobotDataset("graft/export", root=folder)
    frames = []
    for i in range(len(dataset)):
        item = dataset[i]
        frames.append(
            {key: value if isinstance(value, str) else value.tolist() for key, value in item.items()}
        )
    return {
        "episodes": dataset.num_episodes,
        "fps": dataset.fps,
        "frames": frames,
        "stateMean": dataset.meta.stats["observation.state"]["mean"].tolist(),
    }


if __name__ == "__main__":
    read = {"files": tables, "loader": loaded}[sys.argv[2]]
    json.dump(read(pathlib.Path(sys.argv[1])), sys.stdout)
