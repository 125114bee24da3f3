"""Prints what must be the same wherever an AdapterJob runs, a line for each of its stages: the digest
of its inputs, that of the backbone's weights, and how many episodes succeeded of how many.

  results.py FOLDER     of a run without a cluster: what `graft run --output` copied for the job
  results.py            of a run in a cluster: `kubectl get pods -o json` of the job, from standard input
"""
import json
import pathlib
import sys


def of_a_folder(folder):
    for file in pathlib.Path(folder).glob("*/result.json"):
        result = json.loads(file.read_text())
        episodes = (result.get("evaluation") or {}).get("episodes", [])
        successes = sum(episode["firstSuccess"] is not None for episode in episodes)
        yield result["digest"], result.get("weightsDigest"), successes, len(episodes)


def of_pods(pods):
    for pod in pods["items"]:
        ended = pod["status"]["containerStatuses"][0]["state"].get("terminated")
        if ended and ended["exitCode"] == 0:
            end = json.loads(ended["message"])
            yield end["digest"], end.get("weightsDigest"), end.get("successes", 0), end.get("episodes", 0)


stages = of_a_folder(sys.argv[1]) if len(sys.argv) > 1 else of_pods(json.load(sys.stdin))
for stage in sorted(set(stages), key=str):
    print(*stage)
