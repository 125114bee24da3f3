"""Reference values for adapter methods, computed with the packages that people use for them.

The policy is made of torch.nn modules, with separate query, key and value layers. `peft` puts its own
LoRA and IA3 layers into it; the bottlenecks are the layers of `adapters`. The cases, their numbers
and their files are those of policy_oracle.py beside this script.

    python package_oracle.py FOLDER [--seed N]

Ends with status 3 when a package is not installed.
"""

import argparse
import json
import pathlib
import platform
import sys

import safetensors
import safetensors.torch
import torch
import torch.nn.functional as F
from torch import nn

try:
    import adapters
    import peft
    import transformers
    from adapters import CompacterConfig, DoubleSeqBnConfig, ParBnConfig, SeqBnConfig
    from adapters import DynamicAdapterFusionConfig
    from adapters.methods.modeling import Adapter, BertFusion, ParallelAdapter
except ImportError as missing:
    print(f"not installed: {missing.name}", file=sys.stderr)
    sys.exit(3)

import policy_oracle as plain


class Attention(nn.Module):
    def __init__(self, a):
        super().__init__()
        d, self.heads = a["embeddingDim"], a["heads"]
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(d, d) for _ in range(4))

    def forward(self, x):
        q, k, v = (layer(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
                   for layer in (self.q_proj, self.k_proj, self.v_proj))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out_proj(mixed.transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self, a):
        super().__init__()
        d = a["embeddingDim"]
        self.up_proj, self.down_proj = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        return self.down_proj(F.gelu(self.up_proj(x)))


class Block(nn.Module):
    def __init__(self, a):
        super().__init__()
        d = a["embeddingDim"]
        self.attention_norm, self.mlp_norm = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attention, self.mlp = Attention(a), Mlp(a)
        self.attention_adapter = self.mlp_adapter = None

    @staticmethod
    def adapt(adapter, y, x):
        if adapter is None:
            return y
        if isinstance(adapter, Fused):
            return adapter(y)
        if isinstance(adapter, ParallelAdapter):
            return y + adapter(x, y)[0]
        return adapter(y, y)[0]

    def forward(self, x):
        h = self.attention_norm(x)
        x = x + self.adapt(self.attention_adapter, self.attention(h), h)
        h = self.mlp_norm(x)
        return x + self.adapt(self.mlp_adapter, self.mlp(h), h)


class Fused(nn.Module):
    """The layer of the package over the layers of the package: each source's own addition is a key."""

    def __init__(self, width, sources):
        super().__init__()
        config = SeqBnConfig(non_linearity="gelu")
        self.sources = nn.ModuleList(
            Adapter(s["name"], width, s["bottleneck"], config) for s in sources)
        self.fusion = BertFusion(DynamicAdapterFusionConfig(), width, 0)

    def forward(self, h):
        added = torch.stack([source(h, h)[2] for source in self.sources], 2)
        return self.fusion(h, added, added, h)


class Policy(nn.Module):
    def __init__(self, a):
        super().__init__()
        d = a["embeddingDim"]
        self.state_embedding = nn.Linear(a["stateDim"], d)
        self.action_embedding = nn.Linear(a["actionDim"], d)
        self.timestep_embedding = nn.Embedding(a["maxTimesteps"], d)
        self.embedding_norm, self.final_norm = nn.LayerNorm(d), nn.LayerNorm(d)
        self.blocks = nn.ModuleList(Block(a) for _ in range(a["layers"]))
        self.action_head = nn.Linear(d, a["actionDim"])

    def forward(self, states, actions, timesteps):
        time = self.timestep_embedding(timesteps)
        pairs = (self.state_embedding(states) + time, self.action_embedding(actions) + time)
        x = self.embedding_norm(torch.stack(pairs, 2).flatten(1, 2))
        for block in self.blocks:
            x = block(x)
        return torch.tanh(self.action_head(self.final_norm(x[:, 0::2])))


def load(model, backbone):
    """Copies a backbone, its fused projections taken apart."""
    state = {}
    for name, value in backbone.items():
        if ".qkv_proj." in name:
            for part, piece in zip(("q_proj", "k_proj", "v_proj"), value.chunk(3)):
                state[name.replace("qkv_proj", part)] = piece
        else:
            state[name] = value
    model.load_state_dict(state)


class Weight:
    """A parameter of a package, and how its files' name and shape differ from it."""

    def __init__(self, parameter, view=lambda x: x, back=lambda x: x):
        self.parameter, self.view = parameter, view
        self.set = lambda value: parameter.data.copy_(back(value))


def with_peft(model, method):
    if method["type"] == "lora":
        config = peft.LoraConfig(r=method["rank"], lora_alpha=method["alpha"],
                                 target_modules=method["targets"])
    else:
        config = peft.IA3Config(target_modules=["k_proj", "v_proj", "down_proj"],
                                feedforward_modules=["down_proj"])
    wrapped = peft.get_peft_model(model, config)
    weights = {}
    for name, parameter in wrapped.named_parameters():
        if parameter.requires_grad:
            weights[name.removeprefix("base_model.model.").replace(".default", "")] = Weight(parameter)
    return wrapped, weights


CONFIGURATIONS = {
    "houlsby": lambda m: DoubleSeqBnConfig(non_linearity="gelu"),
    "pfeiffer": lambda m: SeqBnConfig(non_linearity="gelu"),
    "parallel": lambda m: ParBnConfig(non_linearity="relu", scaling=m["scale"]),
    "compacter": lambda m: CompacterConfig(non_linearity="gelu", shared_phm_rule=False,
                                           phm_dim=m["hypercomplexDivisions"]),
}


def with_adapters(model, method):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    width = model.action_head.in_features
    layer = ParallelAdapter if method["type"] == "parallel" else Adapter
    places = ["mlp_adapter"]
    if method["type"] in ("houlsby", "compacter"):
        places.insert(0, "attention_adapter")
    weights, shared = {}, None
    for i, block in enumerate(model.blocks):
        for place in places if i >= method.get("dropLowest", 0) else []:
            adapter = layer("graft", width, method["bottleneck"], CONFIGURATIONS[method["type"]](method))
            setattr(block, place, adapter)
            for side, part in (("down_proj", adapter.adapter_down[0]), ("up_proj", adapter.adapter_up)):
                path = f"blocks.{i}.{place}.{side}"
                if method["type"] != "compacter":
                    weights[path + ".weight"] = Weight(part.weight)
                    weights[path + ".bias"] = Weight(part.bias)
                    continue
                shared = part.phm_rule if shared is None else shared
                part.set_phm_rule(shared)
                weights[path + ".s"] = Weight(part.W_right, lambda x: x[:, 0, :], lambda x: x[:, None, :])
                weights[path + ".t"] = Weight(part.W_left, lambda x: x[:, :, 0], lambda x: x[:, :, None])
                weights[path + ".bias"] = Weight(part.b)
    if shared is not None:
        # x H there, W x here: the products are transposed.
        weights["compacter.A"] = Weight(shared, lambda x: x.transpose(1, 2), lambda x: x.transpose(1, 2))
    return model, weights


def with_fusion(model, method, carried):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    weights = {}
    for i, block in enumerate(model.blocks):
        path = f"blocks.{i}.mlp_adapter"
        block.mlp_adapter = Fused(model.action_head.in_features, method["sources"])
        for n, source in enumerate(block.mlp_adapter.sources):
            for side, part in (("down_proj", source.adapter_down[0]), ("up_proj", source.adapter_up)):
                part.weight.data.copy_(carried[f"{path}.sources.{n}.{side}.weight"])
                part.bias.data.copy_(carried[f"{path}.sources.{n}.{side}.bias"])
            source.requires_grad_(False)
        fusion = block.mlp_adapter.fusion
        for name in ("query", "key", "value"):
            weights[f"{path}.fusion.{name}_proj.weight"] = Weight(getattr(fusion, name).weight)
        for part in (fusion.query, fusion.key):  # which the paper does not have
            part.bias.data.zero_()
            part.bias.requires_grad_(False)
    return model, weights


def make(folder, package, method, seed):
    a = plain.ARCHITECTURE
    generator = torch.Generator().manual_seed(seed)
    backbone = plain.draw(plain.backbone_shapes(a), generator)
    own = plain.draw(plain.added_shapes(a, method), generator)
    carried = plain.draw(plain.carried_shapes(a, method), generator)
    batch = plain.batch_of(a, generator)
    content = {"backbone/" + n: v for n, v in backbone.items()}
    content |= {"adapter/" + n: v for n, v in own.items()}
    content |= {"carried/" + n: v for n, v in carried.items()}
    content |= {"batch/" + n: v.float() for n, v in batch.items()}

    model = Policy(a)
    load(model, backbone)
    if carried:
        model, weights = with_fusion(model, method, carried)
    else:
        model, weights = (with_peft if package is peft else with_adapters)(model, method)
    if weights.keys() != own.keys():
        raise ValueError(f"{method['type']}: {sorted(weights.keys() ^ own.keys())} are not in both")
    for name, weight in weights.items():
        weight.set(own[name])
    trained = [weight.parameter for weight in weights.values()]
    if sum(p.numel() for p in trained) != sum(p.numel() for p in model.parameters() if p.requires_grad):
        raise ValueError(f"{method['type']}: the package trains more than its weights")

    inputs = batch["states"], batch["actions"], batch["timesteps"]
    content["expected/actions"] = model(*inputs).detach()
    o = plain.optimizer_of(method)
    optimizer = torch.optim.AdamW(trained, lr=o["learningRate"], betas=(0.9, 0.999), eps=1e-8,
                                  weight_decay=o["weightDecay"])
    losses, norms = [], []
    for step in range(o["steps"]):
        optimizer.zero_grad()
        loss = plain.mean_loss("MSE", model(*inputs), batch, own)
        loss.backward()
        if step == 0:
            content |= {"gradient/" + n: w.view(w.parameter.grad).clone() for n, w in weights.items()}
        norms.append(nn.utils.clip_grad_norm_(trained, o["clipNorm"]))
        losses.append(loss.detach())
        optimizer.step()
    content |= {"updated/" + n: w.view(w.parameter.detach()) for n, w in weights.items()}
    content["expected/losses"] = torch.stack(losses)
    content["expected/norms"] = torch.stack(norms)
    metadata = dict(method=json.dumps(method), precision="FP32", loss="MSE",
                    architecture=json.dumps(a), optimizer=json.dumps(o), seed=str(seed),
                    package=f"{package.__name__} {package.__version__}",
                    transformers=transformers.__version__, torch=torch.__version__,
                    safetensors=safetensors.__version__, python=platform.python_version())
    file = folder / f"{method['type']}-{package.__name__}.safetensors"
    safetensors.torch.save_file({n: v.clone().contiguous() for n, v in content.items()}, file, metadata)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in ("lora", "ia3"):
        make(arguments.folder, peft, plain.METHODS[name], arguments.seed)
    for name in (*CONFIGURATIONS, "fusion"):
        make(arguments.folder, adapters, plain.METHODS[name], arguments.seed)


if __name__ == "__main__":
    main()
