"""Renders a task with Python's mujoco.Renderer, as fast as it does, for graft bench render.

Reads requests from standard input, one JSON object a line: {"task": name, "randVec": [...], "camera": name,
"size": pixels, "seconds": s}. Answers each by a line {"frames": n, "seconds": s, "cpuSeconds": s, "sha256":
digest of the picture}. A frame is what a user of the package does for one: update the scene, render.
"""

import hashlib
import json
import os
import pickle
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("MUJOCO_GL", "egl")

import metaworld  # noqa: F401: checks that the package is whole
import mujoco
import numpy as np
from metaworld.env_dict import ALL_V3_ENVIRONMENTS
from metaworld.types import Task


def opened(request):
    environment = ALL_V3_ENVIRONMENTS[request["task"]]()
    data = {
        "env_cls": type(environment),
        "rand_vec": np.array(request["randVec"], dtype=np.float64),
        "partially_observable": False,
    }
    environment.set_task(Task(env_name=request["task"], data=pickle.dumps(data)))
    environment.reset()
    return environment


def measured(environment, request):
    with mujoco.Renderer(environment.model, request["size"], request["size"]) as renderer:

        def frame():
            renderer.update_scene(environment.data, camera=request["camera"])
            return renderer.render()

        digest = hashlib.sha256(np.ascontiguousarray(frame()).tobytes()).hexdigest()
        frames, wall, cpu = 0, time.perf_counter(), time.process_time()
        while time.perf_counter() - wall < request["seconds"]:
            frame()
            frames += 1
        return {
            "frames": frames,
            "seconds": time.perf_counter() - wall,
            "cpuSeconds": time.process_time() - cpu,
            "sha256": digest,
        }


def main():
    environments = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["task"] not in environments:
            environments[request["task"]] = opened(request)
        print(json.dumps(measured(environments[request["task"]], request)), flush=True)


if __name__ == "__main__":
    main()
