"""Runs Meta-World's scripted policies in the Python package at Graft's own goals.

    success.py INPUT OUTPUT [TASK ...]

INPUT is what `graft sim success -o json` printed; OUTPUT becomes the same for Python: JSON {"seed", "goals", "maxSteps",
"tasks": [{"name", "solved", "firstSuccess": [steps or null, ...]}]}. Says which tasks differ, goal by goal, and ends
with status 1 if any does. Goals are drawn here anew, as the documentation of dev.graft.suites defines them.
"""

import hashlib
import json
import multiprocessing
import pickle
import struct
import sys
import warnings

warnings.filterwarnings("ignore")

import metaworld
import numpy as np
from metaworld.env_dict import ALL_V3_ENVIRONMENTS
from metaworld.policies import ENV_POLICY_MAP
from metaworld.types import Task


def uniform_numbers(task, seed, index):
    """The numbers in [0, 1) that the goal is made of."""
    counter = 0
    while True:
        block = task.encode() + b"\0" + struct.pack(">qii", seed, index, counter)
        for number in struct.unpack(">4Q", hashlib.sha256(block).digest()):
            yield (number >> 11) / 2**53
        counter += 1


def random_vector(environment, task, seed, index):
    """What the environment draws when its numbers come from there, and those it refuses are drawn again."""
    numbers = uniform_numbers(task, seed, index)
    numpys = np.random.uniform
    np.random.uniform = lambda low, high, size: low + (high - low) * np.array(
        [next(numbers) for _ in range(size)]
    )
    try:
        environment._freeze_rand_vec = False
        environment._set_task_called = True
        environment.reset_model()
        return environment._last_rand_vec
    finally:
        np.random.uniform = numpys


def first_success(environment, policy, task, vector, max_steps):
    data = {"env_cls": type(environment), "rand_vec": vector, "partially_observable": False}
    environment.set_task(Task(env_name=task, data=pickle.dumps(data)))
    observation = environment.reset()[0]
    for step in range(1, max_steps + 1):
        # A policy may write into the observation it is given.
        action = np.clip(policy.get_action(observation.copy()), -1, 1)
        observation, _, _, _, info = environment.step(action)
        if info["success"]:
            return step
    return None


def score(job):
    task, seed, goals, max_steps = job
    drawing = ALL_V3_ENVIRONMENTS[task]()
    environment = ALL_V3_ENVIRONMENTS[task]()
    policy = ENV_POLICY_MAP[task]()
    steps = [
        first_success(environment, policy, task, random_vector(drawing, task, seed, index), max_steps)
        for index in range(goals)
    ]
    return {"name": task, "solved": sum(s is not None for s in steps), "firstSuccess": steps}


def main(input_file, output_file, *chosen):
    with open(input_file) as source:
        java = json.load(source)
    if java["benchmark"]:
        sys.exit("this compares at Graft's own goals, not at those of " + java["benchmark"])
    expected = [task for task in java["tasks"] if not chosen or task["name"] in chosen]
    settings = {name: java[name] for name in ("seed", "goals", "maxSteps")}
    jobs = [(task["name"], *settings.values()) for task in expected]
    scores = []
    with multiprocessing.Pool() as pool:
        for theirs, ours in zip(pool.imap(score, jobs), expected):
            scores.append(theirs)
            same = theirs["firstSuccess"] == ours["firstSuccess"]
            print(theirs["name"], "is identical" if same else "DIFFERS: %s" % theirs, flush=True)
    with open(output_file, "w") as target:
        lines = ",\n".join("    " + json.dumps(each) for each in scores)
        head = json.dumps({"package": "metaworld 3.1.1", **settings})[1:-1]
        target.write("{\n  %s,\n  \"tasks\": [\n%s\n  ]\n}\n" % (head, lines))
    sys.exit(int(scores != expected))


if __name__ == "__main__":
    main(*sys.argv[1:])
