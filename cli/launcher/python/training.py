"""PyTorch's contestant of `graft bench train`: one JSON line in, one out.

In:  {"training": "pretrain" | "houlsby" | "lora", "precision": "FP32" | "BF16", "threads": 2}
Out: {}
then
In:  {"steps": 20}
Out: {"seconds": 3.1}

The network is that of the exported policy.py with the dropout of training, in eager mode; AdamW,
the gradient's norm clipped, windows of noise. The sizes are those of Graft's contestant.
"""
import json
import pathlib
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "trainer-image/learning/src/main/resources/dev/graft/learning/export"))
import policy  # noqa: E402

SIZES = {
    "stateDim": 39, "actionDim": 4, "layers": 4, "heads": 4,
    "embeddingDim": 256, "context": 50, "maxTimesteps": 500,
}  # fmt: skip
BATCH, DROPOUT, BOTTLENECK, RANK, ALPHA = 16, 0.1, 32, 8, 16


class Dropped(nn.Module):
    """A layer with dropout after it."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return F.dropout(self.layer(x), DROPOUT, self.training)


class Lora(nn.Module):
    def __init__(self, linear):
        super().__init__()
        self.linear = linear
        self.a = nn.Linear(linear.in_features, RANK, bias=False)
        self.b = nn.Linear(RANK, linear.out_features, bias=False)
        nn.init.zeros_(self.b.weight)

    def forward(self, x):
        return self.linear(x) + ALPHA / RANK * self.b(self.a(x))


def network(training):
    net = policy.Transformer(SIZES, {"first": 36, "end": 39})
    if training != "pretrain":
        net.requires_grad_(False)
    for block in net.blocks:
        if training == "houlsby":
            block.attention_adapter = policy.Bottleneck(256, BOTTLENECK, False, 1.0)
            block.mlp_adapter = policy.Bottleneck(256, BOTTLENECK, False, 1.0)
        if training == "lora":
            for part, names in (block.attention, ("q_proj", "k_proj", "v_proj", "out_proj")), (
                block.mlp, ("up_proj", "down_proj")
            ):  # fmt: skip
                for name in names:
                    setattr(part, name, Lora(getattr(part, name)))
        block.attention, block.mlp = Dropped(block.attention), Dropped(block.mlp)
    net.embedding_norm = Dropped(net.embedding_norm)
    return net.train()


class Session:
    def __init__(self, exercise):
        torch.set_num_threads(exercise["threads"])
        torch.manual_seed(0)
        self.net = network(exercise["training"])
        self.trained = [p for p in self.net.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.trained, lr=1e-4, weight_decay=1e-4)
        self.halved = exercise["precision"] == "BF16"
        self.windows = [
            (torch.randn(BATCH, 50, 39), torch.rand(BATCH, 50, 4) * 2 - 1) for _ in range(8)
        ]
        self.steps = 0

    def step(self):
        states, actions = self.windows[self.steps % len(self.windows)]
        self.steps += 1
        timesteps = torch.arange(50).expand(BATCH, 50)
        keep = (torch.rand(BATCH, 1, 1) >= 0.5).float()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.halved):
            predicted = self.net(states, actions * keep, timesteps)
        loss = F.mse_loss(predicted.float(), actions)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimizer.step()
        return loss.item()

    def run(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            self.step()
        return {"seconds": time.perf_counter() - start}


session = None
for line in sys.stdin:
    request = json.loads(line)
    if session is None:
        session, answer = Session(request), {}
    else:
        answer = session.run(request["steps"])
    print(json.dumps(answer), flush=True)
