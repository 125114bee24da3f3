"""Measures Python's metaworld, on request: one JSON line in, one out.

In:  {"task": "reach-v3", "randVec": [...], "actions": [[4 numbers], ...], "episodes": 2}
Out: {"steps": 1000, "stepCpuSeconds": 0.2, "resets": 2, "resetCpuSeconds": 0.02}

CPU time of this thread, of `env.step` and `env.reset` alone. The environment of a task is kept for
the next request of the same task.
"""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import metaworld.env_dict as env_dict  # noqa: E402
import numpy as np  # noqa: E402


def open_environment(task):
    env = env_dict.ALL_V3_ENVIRONMENTS_GOAL_OBSERVABLE[task + "-goal-observable"](seed=0)
    env._freeze_rand_vec = True
    return env


def measure(env, actions, episodes):
    step_seconds = reset_seconds = 0.0
    for _ in range(episodes):
        start = time.thread_time()
        env.reset()
        reset_seconds += time.thread_time() - start
        start = time.thread_time()
        for action in actions:
            env.step(action)
        step_seconds += time.thread_time() - start
    return {
        "steps": episodes * len(actions),
        "stepCpuSeconds": step_seconds,
        "resets": episodes,
        "resetCpuSeconds": reset_seconds,
    }


def main():
    task, env = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if request["task"] != task:
            task, env = request["task"], open_environment(request["task"])
        env._last_rand_vec = np.array(request["randVec"])
        actions = np.array(request["actions"], dtype=np.float32)
        print(json.dumps(measure(env, actions, request["episodes"])), flush=True)


main()
