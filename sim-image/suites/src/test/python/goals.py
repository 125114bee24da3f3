"""Draws the goals of Meta-World's benchmarks, the oracle of the Java suite.

    goals.py INPUT OUTPUT

INPUT is JSON: [{"benchmark": "ML45-train", "seed": 3, "task": name or null, "physics": bool}, ...]; "task" is
for the benchmarks of one task. OUTPUT is float64, little-endian: for each entry the random vectors of all its
tasks, fifty a task, in the benchmark's order.

Most of the time that a benchmark takes to be made goes into resets that bring the arm home. Without "physics" they
do not wait for it; the goals are drawn all the same.

    goals.py --splits

prints the tasks of the benchmarks as JSON: {"ML45-train": [name, ...], ...}.
"""

import functools
import json
import pickle
import sys
import warnings

warnings.filterwarnings("ignore")

import metaworld
import numpy as np
from metaworld import env_dict
from metaworld.sawyer_xyz_env import SawyerXYZEnv


def splits():
    splits = {"MT10": env_dict.MT10_V3, "MT50": env_dict.MT50_V3}
    for name, halves in [("ML10", env_dict.ML10_V3), ("ML45", env_dict.ML45_V3)]:
        for half, classes in halves.items():
            splits[name + "-" + half] = classes
    return {name: list(classes) for name, classes in splits.items()}


@functools.cache
def made(name, seed, task, physics):
    arguments = [task] if task else []
    reset_hand = SawyerXYZEnv._reset_hand
    if not physics:
        SawyerXYZEnv._reset_hand = lambda self, steps=1: reset_hand(self, 1)
    try:
        return getattr(metaworld, name)(*arguments, seed=seed)
    finally:
        SawyerXYZEnv._reset_hand = reset_hand


def tasks(entry):
    name, _, half = entry["benchmark"].partition("-")
    benchmark = made(name, entry["seed"], entry["task"], entry["physics"])
    return benchmark.test_tasks if half == "test" else benchmark.train_tasks


def main(input_file, output_file):
    with open(input_file) as source, open(output_file, "wb") as target:
        for entry in json.load(source):
            for task in tasks(entry):
                vector = pickle.loads(task.data)["rand_vec"]
                target.write(np.asarray(vector, dtype="<f8").tobytes())


if __name__ == "__main__":
    if sys.argv[1] == "--splits":
        print(json.dumps(splits()))
    else:
        main(*sys.argv[1:])
