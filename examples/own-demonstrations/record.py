"""Records demonstrations as a LeRobotDataset v3.0: python record.py FOLDER

Needs the packages lerobot (0.4) and metaworld (3.1.1). The driver here is metaworld's own scripted
policy: put your teleoperation in its place. What matters is what is written: the 39 numbers of the
observation, goal included, the 4 numbers of the action taken at it, 80 steps a second, and the
task's name.
"""

import sys

import metaworld
import numpy
from lerobot.datasets.lerobot_dataset import LeRobotDataset
from metaworld.policies import ENV_POLICY_MAP

TASKS = ["door-lock-v3", "door-unlock-v3"]
EPISODES = 10

dataset = LeRobotDataset.create(
    repo_id="me/my-demonstrations",
    root=sys.argv[1],
    fps=80,
    robot_type="sawyer",
    use_videos=False,
    features={
        "observation.state": {"dtype": "float32", "shape": (39,), "names": None},
        "action": {"dtype": "float32", "shape": (4,), "names": None},
    },
)
for task in TASKS:
    benchmark = metaworld.MT1(task, seed=0)
    environment = benchmark.train_classes[task]()
    driver = ENV_POLICY_MAP[task]()
    for goal in benchmark.train_tasks[:EPISODES]:
        environment.set_task(goal)
        environment._partially_observable = False  # the goal is part of the state
        observation, _ = environment.reset()
        solved = False
        while not solved:
            action = numpy.clip(driver.get_action(observation), -1, 1).astype(numpy.float32)
            dataset.add_frame(
                {"observation.state": observation.astype(numpy.float32), "action": action, "task": task}
            )
            observation, _, _, truncated, info = environment.step(action)
            solved = info["success"] > 0
            if truncated:
                break
        if solved:
            dataset.save_episode()
        else:
            dataset.clear_episode_buffer()
dataset.finalize()
