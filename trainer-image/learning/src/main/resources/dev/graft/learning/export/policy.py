"""A policy of Graft in PyTorch: a frozen backbone with an adapter. Needs torch and safetensors.

    policy = load("backbone", "adapter")              # or load("backbone"): the backbone alone
    agent = Agent(policy, goal_visible=goal_visible("adapter"))
    agent.start()
    action = agent.act(observation)                   # numpy-like [stateDim] -> tensor [actionDim]

Adapters whose adapter_config.json has a peft_type also load with peft, onto the bare backbone:

    policy = peft.PeftModel.from_pretrained(load("backbone"), "adapter")

Tokens are s0, a0, s1, a1, ...; an action is predicted at each state token. Everything is float32.
"""

import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

CLAMP = 5.0  # standardised coordinates are clamped to plus and minus this
FUSION_LAYERS = ("query_proj", "key_proj", "value_proj")


class Bottleneck(nn.Module):
    """h + scale * up(f(down(x))): f is GELU and x is h, or beside the layer ReLU and its input."""

    def __init__(self, width, bottleneck, parallel, scale):
        super().__init__()
        self.down_proj = nn.Linear(width, bottleneck)
        self.up_proj = nn.Linear(bottleneck, width)
        self.parallel, self.scale = parallel, scale

    def added(self, h, x):
        low = F.relu(self.down_proj(x)) if self.parallel else F.gelu(self.down_proj(h))
        return self.scale * self.up_proj(low)

    def forward(self, h, x):
        return h + self.added(h, x)


class Fusion(nn.Module):
    """h + the values of what several bottlenecks add to h, weighted by attention."""

    def __init__(self, width, bottlenecks):
        super().__init__()
        self.sources = nn.ModuleList(Bottleneck(width, m, False, 1.0) for m in bottlenecks)
        self.fusion = nn.ModuleDict(
            {name: nn.Linear(width, width, bias=False) for name in FUSION_LAYERS}
        )

    def forward(self, h, x):
        added = torch.stack([source.added(h, x) for source in self.sources])  # [sources, B, N, d]
        query, key, value = (self.fusion[name] for name in FUSION_LAYERS)
        scores = (query(h) * key(added)).sum(-1, keepdim=True)
        return h + (scores.softmax(0) * value(added)).sum(0)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x):  # [B, N, d]
        def split(y):
            return y.unflatten(-1, (self.heads, -1)).transpose(1, 2)  # [B, H, N, d / H]

        q, k, v = split(self.q_proj(x)), split(self.k_proj(x)), split(self.v_proj(x))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out_proj(mixed.transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.up_proj = nn.Linear(width, 4 * width)
        self.down_proj = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.down_proj(F.gelu(self.up_proj(x)))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.attention_adapter = None
        self.mlp_norm = nn.LayerNorm(width)
        self.mlp = Mlp(width)
        self.mlp_adapter = None

    def forward(self, x):
        h = self.attention_norm(x)
        y = self.attention(h)
        x = x + (y if self.attention_adapter is None else self.attention_adapter(y, h))
        h = self.mlp_norm(x)
        y = self.mlp(h)
        return x + (y if self.mlp_adapter is None else self.mlp_adapter(y, h))


class Policy(nn.Module):
    """What all networks share: reading states in the simulator's units."""

    def __init__(self, sizes, context, goal):
        super().__init__()
        self.context, self.goal = context, goal
        self.max_timesteps = sizes.get("maxTimesteps", 1)
        self.action_dim = sizes["actionDim"]
        self.register_buffer("mean", torch.zeros(sizes["stateDim"]))
        self.register_buffer("deviation", torch.ones(sizes["stateDim"]))

    def read(self, states, goal_visible):
        """[..., stateDim] standardised; a goal that is not to be seen is masked."""
        read = ((states - self.mean) / self.deviation).clamp(-CLAMP, CLAMP)
        if not goal_visible:
            read[..., self.goal["first"] : self.goal["end"]] = 0
        return read


class Transformer(Policy):
    def __init__(self, sizes, goal):
        super().__init__(sizes, sizes["context"], goal)
        width = sizes["embeddingDim"]
        self.state_embedding = nn.Linear(sizes["stateDim"], width)
        self.action_embedding = nn.Linear(sizes["actionDim"], width)
        self.timestep_embedding = nn.Embedding(sizes["maxTimesteps"], width)
        self.embedding_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, sizes["heads"]) for _ in range(sizes["layers"]))
        self.final_norm = nn.LayerNorm(width)
        self.action_head = nn.Linear(width, sizes["actionDim"])

    def forward(self, states, actions, timesteps):
        """Read states [B, T, S], actions [B, T, A], timesteps [B, T] -> actions [B, T, A].

        The action at a step is predicted from the states up to it and the actions before it.
        """
        time = self.timestep_embedding(timesteps)
        tokens = torch.stack(
            (self.state_embedding(states) + time, self.action_embedding(actions) + time), 2
        )
        x = self.embedding_norm(tokens.flatten(1, 2))  # [B, 2T, d]
        for block in self.blocks:
            x = block(x)
        return torch.tanh(self.action_head(self.final_norm(x[:, 0::2])))


class Perceptron(Policy):
    def __init__(self, sizes, goal):
        super().__init__(sizes, 1, goal)
        widths = [sizes["stateDim"]] + [sizes["hiddenDim"]] * sizes["layers"]
        self.layers = nn.ModuleList(nn.Linear(i, o) for i, o in zip(widths, widths[1:]))
        self.action_head = nn.Linear(widths[-1], sizes["actionDim"])

    def forward(self, states, actions, timesteps):
        """As Transformer.forward, from each state alone."""
        for layer in self.layers:
            states = F.gelu(layer(states))
        return torch.tanh(self.action_head(states))


class Agent:
    """One episode at a time: remembers as many steps as the policy attends to."""

    def __init__(self, policy, goal_visible=True):
        base = getattr(policy, "base_model", policy)  # peft wraps the policy
        self.policy, self.base = policy, getattr(base, "model", base)
        self.goal_visible = goal_visible
        self.start()

    def start(self):
        """Forgets the episode: the next observation is the first of a new one."""
        self.steps, self.states, self.actions = 0, [], []

    @torch.no_grad()
    def act(self, observation):
        """The action for an observation [stateDim], in the simulator's units."""
        state = torch.as_tensor(observation, dtype=torch.float32)
        context = self.base.context
        self.states = (self.states + [self.base.read(state, self.goal_visible)])[-context:]
        unknown = torch.zeros(self.base.action_dim)  # of now: no state token attends to it
        actions = (self.actions + [unknown])[-len(self.states) :]
        first = self.steps + 1 - len(self.states)
        timesteps = torch.arange(first, self.steps + 1).clamp(max=self.base.max_timesteps - 1)
        predicted = self.policy(
            torch.stack(self.states)[None], torch.stack(actions)[None], timesteps[None]
        )
        self.steps += 1
        self.actions = (self.actions + [predicted[0, -1]])[-context:]
        return predicted[0, -1]


def load(backbone, adapter=None):
    """The policy of a backbone's folder, with the adapter of another folder."""
    folder = pathlib.Path(backbone)
    config = json.loads((folder / "config.json").read_text())
    network = Transformer(config["gpt2"], config["goal"]) if "gpt2" in config else Perceptron(
        config["mlp"], config["goal"]
    )
    tensors = load_file(folder / "model.safetensors")
    own, method = {}, {"type": "zeroShot"}
    if adapter is not None:
        facts = _facts(adapter)
        if facts["backboneDigest"] != config["digest"]:
            raise ValueError(f"{adapter} belongs to backbone {facts['backboneDigest']}")
        method, prefix = facts["method"], "base_model.model."
        stored = load_file(pathlib.Path(adapter) / "adapter_model.safetensors")
        own = {name.removeprefix(prefix): tensor for name, tensor in stored.items()}
    tensors |= {name: tensor for name, tensor in own.items() if name in tensors}
    weights = _separated(tensors)
    _merge(weights, own, method)
    _add_bottlenecks(network, weights, own, method)
    _add_fusions(network, weights, own, method)
    weights["mean"] = weights.pop("state_statistics.mean")
    weights["deviation"] = weights.pop("state_statistics.deviation")
    weights.pop("action_deviation.log", None)  # of training with a likelihood
    network.load_state_dict(weights)
    return network.eval()


def goal_visible(adapter):
    """Whether the policy was trained to see the goal."""
    return _facts(adapter)["goal"] == "VISIBLE"


def _facts(adapter):
    return json.loads((pathlib.Path(adapter) / "graft.json").read_text())


def _separated(tensors):
    """Queries, keys and values, which are stored as one layer, on their own."""
    weights = {}
    for name, tensor in tensors.items():
        if "qkv_proj" in name:
            for part, rows in zip("qkv", tensor.chunk(3)):
                weights[name.replace("qkv_proj", part + "_proj")] = rows.clone()
        else:
            weights[name] = tensor.clone()
    return weights


def _merge(weights, own, method):
    """LoRA and IA3 change linear layers by what can be written into their weights."""
    for name, tensor in own.items():
        path, _, kind = name.rpartition(".ia3_l")
        if path and path.endswith("down_proj"):
            weights[path + ".weight"] *= tensor  # a scale for each input
        elif path:
            weights[path + ".weight"] *= tensor  # a scale for each output
            weights[path + ".bias"] *= tensor[:, 0]
        elif name.endswith(".lora_B.weight"):
            path = name.removesuffix(".lora_B.weight")
            update = tensor @ own[path + ".lora_A.weight"]
            weights[path + ".weight"] += method["alpha"] / method["rank"] * update


def _add_bottlenecks(network, weights, own, method):
    """Houlsby, Pfeiffer, parallel and Compacter add layers to the blocks."""
    for name, tensor in own.items():
        path, side, bias = name.partition(".down_proj.bias")
        if not side or not path.endswith("_adapter"):
            continue
        _, block, place = path.split(".")
        width = network.action_head.in_features
        parallel = method["type"] == "parallel"
        bottleneck = Bottleneck(width, len(tensor), parallel, method.get("scale", 1.0))
        setattr(network.blocks[int(block)], place, bottleneck)
        for layer in (path + ".down_proj", path + ".up_proj"):
            weights[layer + ".bias"] = own[layer + ".bias"]
            weights[layer + ".weight"] = _dense(own, layer)


def _add_fusions(network, weights, own, method):
    """Fusion carries the bottlenecks of other tasks' adapters."""
    if method["type"] != "fusion":
        return
    bottlenecks = [source["bottleneck"] for source in method["sources"]]
    for block in network.blocks:
        block.mlp_adapter = Fusion(network.action_head.in_features, bottlenecks)
    weights |= {name: tensor for name, tensor in own.items() if ".mlp_adapter." in name}


def _dense(own, layer):
    """Compacter's matrices are sums of Kronecker products."""
    if layer + ".s" not in own:
        return own[layer + ".weight"]
    terms = zip(own["compacter.A"], own[layer + ".s"], own[layer + ".t"])
    return sum(torch.kron(a, torch.outer(s, t)) for a, s, t in terms)
