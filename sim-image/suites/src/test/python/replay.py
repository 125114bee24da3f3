"""Replays episodes in the Python package metaworld, the oracle of the Java suite.

    replay.py INPUT OUTPUT

INPUT is JSON: [{"task": name, "goalVisible": bool, "episodes": [episode, ...]}, ...]; the episodes of one
entry run in one environment, one after the other. An episode is {"randVec": [...]} with either
"actions": [[...], ...] or "policy": "scripted" and "steps": n, the latter optionally with "noise":
[[...], ...], which is added to the limited actions of the policy.

OUTPUT is float64, little-endian. For each episode: the 39 numbers of the first observation, then for each
step 4 of the action taken, 39 of the observation, the reward, and 1 or 0 for success.
"""

import json
import pickle
import sys
import warnings

warnings.filterwarnings("ignore")

import metaworld
import numpy as np
from metaworld.env_dict import ALL_V3_ENVIRONMENTS
from metaworld.policies import ENV_POLICY_MAP
from metaworld.types import Task


def start(environment, task, rand_vec, visible):
    data = {
        "env_cls": type(environment),
        "rand_vec": np.array(rand_vec, dtype=np.float64),
        "partially_observable": not visible,
    }
    environment.set_task(Task(env_name=task, data=pickle.dumps(data)))
    return environment.reset()[0]


def chosen_actions(episode):
    if "actions" in episode:
        for action in episode["actions"]:
            yield lambda policy, observation, action=action: np.array(action, dtype=np.float32)
        return
    noise = np.array(episode.get("noise", np.zeros((episode["steps"], 4))), dtype=np.float32)
    for step in range(episode["steps"]):
        # A policy may write into the observation it is given.
        yield lambda policy, observation, step=step: np.clip(
            np.clip(policy.get_action(observation.copy()), -1, 1) + noise[step], -1, 1
        )


def replay(environment, policy, task, episode, visible, write):
    observation = start(environment, task, episode["randVec"], visible)
    write(observation)
    for choose in chosen_actions(episode):
        action = choose(policy, observation)
        observation, reward, _, _, info = environment.step(action)
        write(action)
        write(observation)
        write([reward, info["success"]])


def main(input_file, output_file):
    with open(input_file) as source, open(output_file, "wb") as target:
        for entry in json.load(source):
            task = entry["task"]
            environment = ALL_V3_ENVIRONMENTS[task]()
            policy = ENV_POLICY_MAP[task]()
            for episode in entry["episodes"]:
                replay(
                    environment, policy, task, episode, entry["goalVisible"],
                    lambda numbers: target.write(np.asarray(numbers, dtype="<f8").tobytes()),
                )
            environment.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
