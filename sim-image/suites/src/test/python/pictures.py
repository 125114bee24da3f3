"""Takes pictures with Python's mujoco.Renderer, the oracle of the Java cameras.

    pictures.py INPUT OUTPUT

INPUT is JSON: [{"task": name, "randVec": [...], "actions": [[...], ...], "shots": [shot, ...]}, ...]. A
shot is {"camera": name, "width": w, "height": h, "depth": bool}, optionally with "position": [x, y, z],
where that camera is moved to, or with "lookFrom": [x, y, z]: then a camera is added there that MuJoCo
points at the table. OUTPUT is the shots one after the other, after the actions of each entry: uint8
[height, width, 3], or float32 [height, width], little-endian.
"""

import json
import os
import sys

os.environ.setdefault("MUJOCO_GL", "egl")

import mujoco
import numpy as np
from metaworld.env_dict import ALL_V3_ENVIRONMENTS

from replay import start


def with_looking_camera(environment, name, position):
    """The environment's model and state, and a camera more."""
    spec = mujoco.MjSpec.from_file(environment.model_name)
    spec.worldbody.add_camera(
        name=name, pos=position, mode=mujoco.mjtCamLight.mjCAMLIGHT_TARGETBODY, targetbody="tablelink")
    model = spec.compile()
    for poses in ("body_pos", "body_quat", "site_pos", "site_quat", "geom_pos", "geom_quat"):
        getattr(model, poses)[:] = getattr(environment.model, poses)
    data = mujoco.MjData(model)
    data.qpos[:] = environment.data.qpos
    data.mocap_pos[:] = environment.data.mocap_pos
    data.mocap_quat[:] = environment.data.mocap_quat
    mujoco.mj_forward(model, data)
    return model, data


def take(environment, shot):
    model, data = environment.model, environment.data
    if "lookFrom" in shot:
        model, data = with_looking_camera(environment, shot["camera"], shot["lookFrom"])
    elif "position" in shot:
        camera = model.camera(shot["camera"]).id
        mounted = model.cam_pos[camera].copy()
        model.cam_pos[camera] = shot["position"]
        mujoco.mj_forward(model, data)
    with mujoco.Renderer(model, shot["height"], shot["width"]) as renderer:
        if shot["depth"]:
            renderer.enable_depth_rendering()
        renderer.update_scene(data, camera=shot["camera"])
        picture = renderer.render()
    if "position" in shot:
        model.cam_pos[camera] = mounted
        mujoco.mj_forward(model, data)
    return picture


def main(input_file, output_file):
    with open(input_file) as source, open(output_file, "wb") as target:
        for entry in json.load(source):
            environment = ALL_V3_ENVIRONMENTS[entry["task"]]()
            start(environment, entry["task"], entry["randVec"], True)
            for action in entry["actions"]:
                environment.step(np.array(action, dtype=np.float32))
            for shot in entry["shots"]:
                target.write(np.ascontiguousarray(take(environment, shot)).tobytes())
            environment.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
