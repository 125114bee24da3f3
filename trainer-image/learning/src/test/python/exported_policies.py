"""Acts with exported policies: python exported_policies.py FOLDER

FOLDER has policy.py and a folder for each case, with backbone, adapter and observations.safetensors.
Writes actions.safetensors into each: "plain", and "peft" where that package loads the adapter.
"""

import importlib.util
import json
import pathlib
import sys

import safetensors.torch
import torch

folder = pathlib.Path(sys.argv[1])
specification = importlib.util.spec_from_file_location("policy", folder / "policy.py")
exported = importlib.util.module_from_spec(specification)
specification.loader.exec_module(exported)


def actions(policy, case):
    agent = exported.Agent(policy, exported.goal_visible(case / "adapter"))
    observations = safetensors.torch.load_file(case / "observations.safetensors")["observations"]
    return torch.stack([agent.act(observation) for observation in observations])


for case in sorted(path for path in folder.iterdir() if path.is_dir()):
    acted = {"plain": actions(exported.load(case / "backbone", case / "adapter"), case)}
    if "peft_type" in json.loads((case / "adapter/adapter_config.json").read_text()):
        try:
            import peft
        except ImportError as absent:
            print(absent, file=sys.stderr)
        else:
            bare = exported.load(case / "backbone")
            acted["peft"] = actions(peft.PeftModel.from_pretrained(bare, case / "adapter"), case)
    safetensors.torch.save_file(acted, case / "actions.safetensors")
