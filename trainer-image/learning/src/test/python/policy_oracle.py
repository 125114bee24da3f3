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
LOG_DEVIATION = "action_deviation.log"
MINIMUM_DEVIATION = 0.02
OPTIMIZER = dict(learningRate=0.01, weightDecay=0.1, clipNorm=0.05, steps=3)
# Every case clips; a fusion's gradients are smaller.
CLIP_NORMS = {"fusion": 0.005}
MLP = dict(layers=2, hiddenDim=8, window=5, dropout=0.0, stateDim=7, actionDim=3)
WINDOWS = 3
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "out_proj", "up_proj", "down_proj"]

# Name of the case: method and parameters, as the project's files name them.
METHODS = {
    "fullFineTune": dict(type="fullFineTune"),
    "actionHead": dict(type="actionHead"),
    "bitFit": dict(type="bitFit"),
    "houlsby": dict(type="houlsby", bottleneck=3),
    "pfeiffer": dict(type="pfeiffer", bottleneck=3, dropLowest=1),
    "parallel": dict(type="parallel", bottleneck=3, scale=2.5),
    "lora": dict(type="lora", rank=2, alpha=3.0, dropout=0.0, targets=PROJECTIONS),
    "ia3": dict(type="ia3"),
    "compacter": dict(type="compacter", bottleneck=4, hypercomplexDivisions=2),
    "fusion": dict(type="fusion", sources=[dict(name="first", bottleneck=3),
                                           dict(name="second", bottleneck=2),
                                           dict(name="third", bottleneck=3)]),
}


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


def mlp_shapes(a):
    shapes, inputs = {}, a["stateDim"]
    for i in range(a["layers"]):
        shapes[f"layers.{i}.weight"] = (a["hiddenDim"], inputs)
        shapes[f"layers.{i}.bias"] = (a["hiddenDim"],)
        inputs = a["hiddenDim"]
    shapes["action_head.weight"] = (a["actionDim"], inputs)
    shapes["action_head.bias"] = (a["actionDim"],)
    return shapes


def projection_sizes(name, a):
    """Path in a block, outputs and inputs."""
    d = a["embeddingDim"]
    part = "mlp" if name in ("up_proj", "down_proj") else "attention"
    return part + "." + name, 4 * d if name == "up_proj" else d, 4 * d if name == "down_proj" else d


def bottleneck_shapes(path, a, method):
    d, m = a["embeddingDim"], method["bottleneck"]
    shapes = {}
    for side, out, inputs in (("down_proj", m, d), ("up_proj", d, m)):
        if method["type"] == "compacter":
            n = method["hypercomplexDivisions"]
            shapes[f"{path}.{side}.s"] = (n, out // n)
            shapes[f"{path}.{side}.t"] = (n, inputs // n)
        else:
            shapes[f"{path}.{side}.weight"] = (out, inputs)
        shapes[f"{path}.{side}.bias"] = (out,)
    return shapes


def added_shapes(a, method):
    """What a method adds to the blocks."""
    kind, shapes = method["type"], {}
    if kind == "compacter":
        shapes["compacter.A"] = (method["hypercomplexDivisions"],) * 3
    for i in range(method.get("dropLowest", 0), a.get("layers", 0)):
        if kind in ("houlsby", "compacter"):
            shapes |= bottleneck_shapes(f"blocks.{i}.attention_adapter", a, method)
        if kind in ("houlsby", "compacter", "pfeiffer", "parallel"):
            shapes |= bottleneck_shapes(f"blocks.{i}.mlp_adapter", a, method)
        if kind == "fusion":
            path, d = f"blocks.{i}.mlp_adapter.fusion", a["embeddingDim"]
            shapes |= {f"{path}.{name}_proj.weight": (d, d) for name in ("query", "key", "value")}
        for target in method.get("targets", []):
            path, out, inputs = projection_sizes(target, a)
            shapes[f"blocks.{i}.{path}.lora_A.weight"] = (method["rank"], inputs)
            shapes[f"blocks.{i}.{path}.lora_B.weight"] = (out, method["rank"])
        if kind == "ia3":
            d = a["embeddingDim"]
            shapes[f"blocks.{i}.attention.k_proj.ia3_l"] = (d, 1)
            shapes[f"blocks.{i}.attention.v_proj.ia3_l"] = (d, 1)
            shapes[f"blocks.{i}.mlp.down_proj.ia3_l"] = (1, 4 * d)
    return shapes


def carried_shapes(a, method):
    """What a method brings along from other adapters, and does not train."""
    shapes = {}
    for i in range(a.get("layers", 0)):
        for n, source in enumerate(method.get("sources", [])):
            sizes = dict(type="pfeiffer", bottleneck=source["bottleneck"])
            shapes |= bottleneck_shapes(f"blocks.{i}.mlp_adapter.sources.{n}", a, sizes)
    return shapes


def trained_copies(backbone, method):
    """What of the backbone a method trains."""
    chosen = {
        "fullFineTune": lambda name: True,
        "actionHead": lambda name: name.startswith("action_head."),
        "bitFit": lambda name: name.endswith(".bias"),
    }.get(method["type"], lambda name: False)
    return {n: v.clone() for n, v in backbone.items() if chosen(n)}


def draw(shapes, generator):
    """Values far from any initialisation, so that no term is zero or one by chance."""
    values = {}
    for name, shape in shapes.items():
        value = torch.randn(shape, generator=generator) * (0.3 if len(shape) >= 2 else 0.1)
        values[name] = value + 1 if name.endswith(("norm.weight", "ia3_l")) else value
    return values


class Arithmetic:
    """Linear layers, in bfloat16 when asked."""

    def __init__(self, a, values, bf16):
        self.a, self.values, self.bf16 = a, values, bf16

    def cast(self, x):
        return x.to(torch.bfloat16) if self.bf16 else x

    def matrix(self, x, weight):
        return self.cast(x) @ self.cast(weight).T

    def linear(self, x, path):
        return F.linear(self.cast(x), self.cast(self.values[path + ".weight"]),
                        self.cast(self.values[path + ".bias"]))

    def precise(self, x, path):
        return x @ self.values[path + ".weight"].T + self.values[path + ".bias"]


class Mlp(Arithmetic):
    """State to action, each step on its own."""

    def __call__(self, states, actions, timesteps):
        x = states
        for i in range(self.a["layers"]):
            x = F.gelu(self.linear(x, f"layers.{i}"))
        return torch.tanh(self.precise(x.float(), "action_head"))


class Transformer(Arithmetic):
    def __init__(self, a, values, bf16, method):
        super().__init__(a, values, bf16)
        self.method = method

    def norm(self, x, path):
        centred = x - x.mean(-1, keepdim=True)
        scaled = centred / torch.sqrt(centred.pow(2).mean(-1, keepdim=True) + 1e-5)
        return scaled * self.values[path + ".weight"] + self.values[path + ".bias"]

    def adapter_layer(self, x, path):
        if path + ".s" not in self.values:
            return self.linear(x, path)
        shared, s, t = (self.values[n] for n in ("compacter.A", path + ".s", path + ".t"))
        weight = sum(torch.kron(shared[i], torch.outer(s[i], t[i])) for i in range(len(shared)))
        return F.linear(self.cast(x), self.cast(weight), self.cast(self.values[path + ".bias"]))

    def fused(self, h, path):
        """Attention over what several adapters add to h, token by token."""
        added = []
        for n in range(len(self.method["sources"])):
            source = f"{path}.sources.{n}"
            low = F.gelu(self.linear(h, source + ".down_proj"))
            added.append(self.linear(low, source + ".up_proj"))
        query_weight, key_weight, value_weight = (
            self.values[f"{path}.fusion.{name}_proj.weight"] for name in ("query", "key", "value"))
        query = self.matrix(h, query_weight).float()
        keys = torch.stack([self.matrix(u, key_weight).float() for u in added], -1)
        shares = torch.einsum("btd,btdn->btn", query, keys).softmax(-1)
        values = [self.matrix(u, value_weight) for u in added]
        return h + sum(shares[..., n:n + 1] * value for n, value in enumerate(values))

    def adapt(self, h, x, path):
        """What an adapter makes of h, which came of x."""
        if path + ".fusion.value_proj.weight" in self.values:
            return self.fused(h, path)
        if path + ".down_proj.bias" not in self.values:
            return h
        if self.method["type"] == "parallel":
            low = F.relu(self.adapter_layer(x, path + ".down_proj"))
            return h + self.method["scale"] * self.adapter_layer(low, path + ".up_proj")
        low = F.gelu(self.adapter_layer(h, path + ".down_proj"))
        return h + self.adapter_layer(low, path + ".up_proj")

    def updated(self, y, x, path):
        """y = W x with the low-rank update of that path, and scaled."""
        if path + ".lora_A.weight" in self.values:
            low = self.matrix(x, self.values[path + ".lora_A.weight"])
            scale = self.method["alpha"] / self.method["rank"]
            y = y + scale * self.matrix(low, self.values[path + ".lora_B.weight"])
        if path.endswith(("k_proj", "v_proj")) and path + ".ia3_l" in self.values:
            y = y * self.values[path + ".ia3_l"][:, 0]
        return y

    def attention(self, x, path):
        batch, tokens, d = x.shape
        heads, width = self.a["heads"], d // self.a["heads"]
        parts = self.linear(x, path + ".qkv_proj").split(d, -1)
        q, k, v = (self.cast(self.updated(part, x, f"{path}.{name}"))
                   .reshape(batch, tokens, heads, width).transpose(1, 2)
                   for part, name in zip(parts, ("q_proj", "k_proj", "v_proj")))
        scores = q @ k.transpose(-1, -2) / math.sqrt(width)
        future = torch.ones(tokens, tokens, dtype=torch.bool).triu(1)
        mixed = (scores.masked_fill(future, -math.inf).softmax(-1) @ v).transpose(1, 2)
        mixed = mixed.reshape(batch, tokens, d)
        return self.updated(self.linear(mixed, path + ".out_proj"), mixed, path + ".out_proj")

    def mlp(self, x, path):
        hidden = F.gelu(self.updated(self.linear(x, path + ".up_proj"), x, path + ".up_proj"))
        if path + ".down_proj.ia3_l" in self.values:
            hidden = hidden * self.values[path + ".down_proj.ia3_l"][0]
        return self.updated(self.linear(hidden, path + ".down_proj"), hidden, path + ".down_proj")

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
            h = self.norm(x, path + ".attention_norm")
            x = x + self.adapt(self.attention(h, path + ".attention"), h, path + ".attention_adapter")
            h = self.norm(x, path + ".mlp_norm")
            x = x + self.adapt(self.mlp(h, path + ".mlp"), h, path + ".mlp_adapter")
        y = self.norm(x, "final_norm")[:, 0::2]
        return torch.tanh(self.precise(y, "action_head"))


def policy(a, values, bf16, method):
    return Transformer(a, values, bf16, method) if "heads" in a else Mlp(a, values, bf16)


def batch_of(a, generator):
    """Windows of different lengths, padded at their ends, at different timesteps."""
    steps = a.get("context") or a["window"]
    lengths = [steps, steps - 2, 1][:WINDOWS]
    present = torch.tensor([[float(t < n) for t in range(steps)] for n in lengths])
    first = torch.tensor([[0], [4], [8]])
    batch = dict(
        states=torch.randn(WINDOWS, steps, a["stateDim"], generator=generator),
        actions=torch.rand(WINDOWS, steps, a["actionDim"], generator=generator) * 2 - 1,
        timesteps=(first + torch.arange(steps)).clamp(max=a.get("maxTimesteps", 1) - 1),
        targets=torch.rand(WINDOWS, steps, a["actionDim"], generator=generator) * 2 - 1,
        weights=present / (present.sum() * a["actionDim"]),
    )
    batch["actions"][1] = 0
    return batch


def mean_loss(loss, predicted, batch, own):
    """The mean over the numbers of the actions that are there."""
    present = batch["weights"] > 0
    mean, target = predicted[present], batch["targets"][present]
    if loss == "MSE":
        return F.mse_loss(mean, target)
    variance = (MINIMUM_DEVIATION ** 2 + torch.exp(2 * own[LOG_DEVIATION])).expand_as(mean)
    return F.gaussian_nll_loss(mean, target, variance, full=True, eps=0)


def optimizer_of(method):
    clip = CLIP_NORMS.get(method["type"], OPTIMIZER["clipNorm"])
    return OPTIMIZER | dict(clipNorm=clip)


def make(folder, name, a, method, precision, seed, loss="MSE"):
    generator = torch.Generator().manual_seed(seed)
    backbone = draw(backbone_shapes(a) if "heads" in a else mlp_shapes(a), generator)
    own = trained_copies(backbone, method) | draw(added_shapes(a, method), generator)
    carried = draw(carried_shapes(a, method), generator)
    if loss != "MSE":
        own |= draw({LOG_DEVIATION: (a["actionDim"],)}, generator)
    batch = batch_of(a, generator)
    content = {"backbone/" + n: v.clone() for n, v in backbone.items()}
    content |= {"adapter/" + n: v.clone() for n, v in own.items()}
    content |= {"carried/" + n: v.clone() for n, v in carried.items()}
    content |= {"batch/" + n: v.float() for n, v in batch.items()}

    frozen = backbone | carried
    for value in own.values():
        value.requires_grad_(True)
    inputs = batch["states"], batch["actions"], batch["timesteps"]
    with torch.no_grad():
        content["expected/actions"] = policy(a, frozen | own, False, method)(*inputs)
    trained = policy(a, frozen | own, precision == "BF16", method)
    o = optimizer_of(method)
    optimizer = torch.optim.AdamW(own.values(), lr=o["learningRate"], betas=(0.9, 0.999), eps=1e-8,
                                  weight_decay=o["weightDecay"])
    losses, norms = [], []
    for step in range(o["steps"]):
        optimizer.zero_grad()
        error = mean_loss(loss, trained(*inputs), batch, own)
        error.backward()
        if step == 0:
            content |= {"gradient/" + n: v.grad.clone() for n, v in own.items()}
        norms.append(torch.nn.utils.clip_grad_norm_(own.values(), o["clipNorm"]))
        losses.append(error.detach())
        optimizer.step()
    content |= {"updated/" + n: v.detach() for n, v in own.items()}
    content["expected/losses"] = torch.stack(losses)
    content["expected/norms"] = torch.stack(norms)

    metadata = dict(
        method=json.dumps(method),
        precision=precision,
        loss=loss,
        architecture=json.dumps(a),
        optimizer=json.dumps(o),
        seed=str(seed),
        torch=torch.__version__,
        safetensors=safetensors.__version__,
        python=platform.python_version(),
    )
    file = folder / f"{name}-{precision.lower()}.safetensors"
    safetensors.torch.save_file({n: v.contiguous() for n, v in content.items()}, file, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, method in METHODS.items():
        for precision in ("FP32", "BF16"):
            make(arguments.folder, name, ARCHITECTURE, method, precision, arguments.seed)
    for name in ("fullFineTune", "lora", "compacter"):
        make(arguments.folder, name + "-nll", ARCHITECTURE, METHODS[name], "FP32", arguments.seed,
             "GaussianNLL")
    for name in ("fullFineTune", "actionHead"):
        for precision in ("FP32", "BF16"):
            make(arguments.folder, name + "-mlp", MLP, METHODS[name], precision, arguments.seed)


if __name__ == "__main__":
    main()
