"""Reference values for the policy, its adapters and its optimizer, computed with PyTorch.

An implementation of its own, written plainly: separate attention scores, a Python loop over blocks,
torch.optim.AdamW and clip_grad_norm_. Each case becomes one safetensors file: inputs, parameters,
actions, loss, gradients, and the parameters after some optimizer steps; its metadata says what was
computed and with which versions.

    python policy_oracle.py FOLDER [--seed N]
"""

import argparse
import json
import math
import pathlib
import platform

import safetensors
import safetensors.torch
import torch
import torch.nn.functional as F

ARCHITECTURE = dict(layers=2, heads=2, embeddingDim=8, context=5, maxTimesteps=9, dropout=0.0,
                    stateDim=7, actionDim=3)
OPTIMIZER = dict(learningRate=0.01, weightDecay=0.1, clipNorm=0.05, steps=3)
WINDOWS = 3
BOTTLENECK = 3


def backbone_shapes(a):
    d = a["embeddingDim"]
    shapes = {}

    def linear(name, out, inputs):
        shapes[name + ".weight"] = (out, inputs)
        shapes[name + ".bias"] = (out,)

    def norm(name):
        shapes[name + ".weight"] = (d,)
        shapes[name + ".bias"] = (d,)

    linear("state_embedding", d, a["stateDim"])
    linear("action_embedding", d, a["actionDim"])
    shapes["timestep_embedding.weight"] = (a["maxTimesteps"], d)
    norm("embedding_norm")
    for i in range(a["layers"]):
        norm(f"blocks.{i}.attention_norm")
        linear(f"blocks.{i}.attention.qkv_proj", 3 * d, d)
        linear(f"blocks.{i}.attention.out_proj", d, d)
        norm(f"blocks.{i}.mlp_norm")
        linear(f"blocks.{i}.mlp.up_proj", 4 * d, d)
        linear(f"blocks.{i}.mlp.down_proj", d, 4 * d)
    norm("final_norm")
    linear("action_head", a["actionDim"], d)
    return shapes


def houlsby_shapes(a):
    d = a["embeddingDim"]
    shapes = {}
    for i in range(a["layers"]):
        for place in ("attention_adapter", "mlp_adapter"):
            path = f"blocks.{i}.{place}"
            shapes[path + ".down_proj.weight"] = (BOTTLENECK, d)
            shapes[path + ".down_proj.bias"] = (BOTTLENECK,)
            shapes[path + ".up_proj.weight"] = (d, BOTTLENECK)
            shapes[path + ".up_proj.bias"] = (d,)
    return shapes


def draw(shapes, generator):
    """Values far from any initialisation, so that no term is zero or one by chance."""
    values = {}
    for name, shape in shapes.items():
        value = torch.randn(shape, generator=generator) * (0.3 if len(shape) == 2 else 0.1)
        values[name] = value + 1 if name.endswith("norm.weight") else value
    return values


class Policy:
    def __init__(self, a, values, bf16):
        self.a, self.values, self.bf16 = a, values, bf16

    def cast(self, x):
        return x.to(torch.bfloat16) if self.bf16 else x

    def linear(self, x, path):
        return F.linear(self.cast(x), self.cast(self.values[path + ".weight"]),
                        self.cast(self.values[path + ".bias"]))

    def precise(self, x, path):
        return x @ self.values[path + ".weight"].T + self.values[path + ".bias"]

    def norm(self, x, path):
        centred = x - x.mean(-1, keepdim=True)
        scaled = centred / torch.sqrt(centred.pow(2).mean(-1, keepdim=True) + 1e-5)
        return scaled * self.values[path + ".weight"] + self.values[path + ".bias"]

    def adapt(self, h, path):
        if path + ".down_proj.weight" not in self.values:
            return h
        low = self.linear(h, path + ".down_proj")
        return h + self.linear(F.gelu(low), path + ".up_proj")

    def attention(self, x, path):
        batch, tokens, d = x.shape
        heads, width = self.a["heads"], d // self.a["heads"]
        q, k, v = (part.reshape(batch, tokens, heads, width).transpose(1, 2)
                   for part in self.linear(x, path + ".qkv_proj").float().split(d, -1))
        scores = q @ k.transpose(-1, -2) / math.sqrt(width)
        future = torch.ones(tokens, tokens, dtype=torch.bool).triu(1)
        mixed = scores.masked_fill(future, -math.inf).softmax(-1) @ v
        return self.linear(mixed.transpose(1, 2).reshape(batch, tokens, d), path + ".out_proj")

    def __call__(self, states, actions, timesteps):
        time = self.values["timestep_embedding.weight"][timesteps]
        s = self.precise(states, "state_embedding") + time
        p = self.precise(actions, "action_embedding") + time
        batch, steps, d = s.shape
        x = torch.empty(batch, 2 * steps, d)
        x[:, 0::2], x[:, 1::2] = s, p
        x = self.norm(x, "embedding_norm")
        for i in range(self.a["layers"]):
            path = f"blocks.{i}"
            h = self.attention(self.norm(x, path + ".attention_norm"), path + ".attention")
            x = x + self.adapt(h, path + ".attention_adapter")
            h = F.gelu(self.linear(self.norm(x, path + ".mlp_norm"), path + ".mlp.up_proj"))
            x = x + self.adapt(self.linear(h, path + ".mlp.down_proj"), path + ".mlp_adapter")
        y = self.norm(x, "final_norm")[:, 0::2]
        return torch.tanh(self.precise(y, "action_head"))


def batch_of(a, generator):
    """Windows of different lengths, padded at their ends, at different timesteps."""
    steps = a["context"]
    lengths = [steps, steps - 2, 1][:WINDOWS]
    present = torch.tensor([[float(t < n) for t in range(steps)] for n in lengths])
    first = torch.tensor([[0], [4], [8]])
    batch = dict(
        states=torch.randn(WINDOWS, steps, a["stateDim"], generator=generator),
        actions=torch.rand(WINDOWS, steps, a["actionDim"], generator=generator) * 2 - 1,
        timesteps=(first + torch.arange(steps)).clamp(max=a["maxTimesteps"] - 1),
        targets=torch.rand(WINDOWS, steps, a["actionDim"], generator=generator) * 2 - 1,
        weights=present / (present.sum() * a["actionDim"]),
    )
    batch["actions"][1] = 0
    return batch


def mean_squared_error(predicted, batch):
    """The mean over the steps that are there."""
    present = batch["weights"] > 0
    return F.mse_loss(predicted[present], batch["targets"][present])


def make(folder, method, precision, seed):
    generator = torch.Generator().manual_seed(seed)
    a = ARCHITECTURE
    backbone = draw(backbone_shapes(a), generator)
    own = {
        "houlsby": lambda: draw(houlsby_shapes(a), generator),
        "actionHead": lambda: {n: v.clone() for n, v in backbone.items() if n.startswith("action_head.")},
        "fullFineTune": lambda: {n: v.clone() for n, v in backbone.items()},
    }[method]()
    batch = batch_of(a, generator)
    content = {"backbone/" + n: v.clone() for n, v in backbone.items()}
    content |= {"adapter/" + n: v.clone() for n, v in own.items()}
    content |= {"batch/" + n: v.float() for n, v in batch.items()}

    for value in own.values():
        value.requires_grad_(True)
    inputs = batch["states"], batch["actions"], batch["timesteps"]
    with torch.no_grad():
        content["expected/actions"] = Policy(a, backbone | own, False)(*inputs)
    policy = Policy(a, backbone | own, precision == "BF16")
    optimizer = torch.optim.AdamW(own.values(), lr=OPTIMIZER["learningRate"], betas=(0.9, 0.999),
                                  eps=1e-8, weight_decay=OPTIMIZER["weightDecay"])
    losses, norms = [], []
    for step in range(OPTIMIZER["steps"]):
        optimizer.zero_grad()
        loss = mean_squared_error(policy(*inputs), batch)
        loss.backward()
        if step == 0:
            content |= {"gradient/" + n: v.grad.clone() for n, v in own.items()}
        norms.append(torch.nn.utils.clip_grad_norm_(own.values(), OPTIMIZER["clipNorm"]))
        losses.append(loss.detach())
        optimizer.step()
    content |= {"updated/" + n: v.detach() for n, v in own.items()}
    content["expected/losses"] = torch.stack(losses)
    content["expected/norms"] = torch.stack(norms)

    metadata = dict(
        method=json.dumps({"type": method} | ({"bottleneck": BOTTLENECK} if method == "houlsby" else {})),
        precision=precision,
        architecture=json.dumps(a),
        optimizer=json.dumps(OPTIMIZER),
        seed=str(seed),
        torch=torch.__version__,
        safetensors=safetensors.__version__,
        python=platform.python_version(),
    )
    file = folder / f"{method}-{precision.lower()}.safetensors"
    safetensors.torch.save_file({n: v.contiguous() for n, v in content.items()}, file, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for method in ("fullFineTune", "houlsby", "actionHead"):
        for precision in ("FP32", "BF16"):
            make(arguments.folder, method, precision, arguments.seed)


if __name__ == "__main__":
    main()
