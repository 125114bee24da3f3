"""Makes adapters with peft, onto an exported policy's module: python peft_fixture.py FOLDER

FOLDER gets lora and ia3, each with the files that peft saves. Made with peft 0.15.2, torch 2.7.1.
"""

import importlib.util
import pathlib
import sys

import peft
import torch

script = pathlib.Path(__file__).parents[2] / "main/resources/dev/graft/learning/export/policy.py"
specification = importlib.util.spec_from_file_location("policy", script)
exported = importlib.util.module_from_spec(specification)
specification.loader.exec_module(exported)

SIZES = dict(layers=2, heads=2, embeddingDim=8, context=5, maxTimesteps=9, stateDim=7, actionDim=3)
CONFIGS = {
    "lora": peft.LoraConfig(r=2, lora_alpha=3, lora_dropout=0.1, modules_to_save=["action_head"],
                            target_modules=["q_proj", "v_proj", "up_proj"]),
    "ia3": peft.IA3Config(target_modules=["k_proj", "v_proj", "down_proj"],
                          feedforward_modules=["down_proj"]),
}

torch.manual_seed(0)
for name, config in CONFIGS.items():
    model = peft.get_peft_model(exported.Transformer(SIZES, {"first": 5, "end": 7}), config)
    for parameter in model.parameters():
        if parameter.requires_grad:
            torch.nn.init.normal_(parameter)
    model.save_pretrained(pathlib.Path(sys.argv[1]) / name)
    (pathlib.Path(sys.argv[1]) / name / "README.md").unlink(missing_ok=True)
