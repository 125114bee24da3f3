// What a camera cannot see.
#pragma once
#include <math.h>
#include <mujoco/mujoco.h>

// The part of the world before a perspective camera.
class graft_frustum {
  mjvGLCamera camera;
  float right[3], left_slope, right_slope, bottom_slope, top_slope;

  // How far a point is inside a side that passes through the camera, of which it is a slope off the axis.
  static float inside(float across, float ahead, float slope) {
    return (slope * ahead - across) / sqrtf(1 + slope * slope);
  }

 public:
  graft_frustum(const mjvScene* scene, float aspect) : camera(mjv_averageCamera(scene->camera, scene->camera + 1)) {
    const float *f = camera.forward, *u = camera.up;
    right[0] = f[1] * u[2] - f[2] * u[1];
    right[1] = f[2] * u[0] - f[0] * u[2];
    right[2] = f[0] * u[1] - f[1] * u[0];
    float half = camera.frustum_width ? camera.frustum_width
                                      : 0.5f * aspect * (camera.frustum_top - camera.frustum_bottom);
    left_slope = -(camera.frustum_center - half) / camera.frustum_near;
    right_slope = (camera.frustum_center + half) / camera.frustum_near;
    bottom_slope = -camera.frustum_bottom / camera.frustum_near;
    top_slope = camera.frustum_top / camera.frustum_near;
  }

  bool perspective() const { return !camera.orthographic; }

  // Whether any of a ball can be seen; rather yes than no.
  bool shows(const float position[3], float radius) const {
    float to[3] = {position[0] - camera.pos[0], position[1] - camera.pos[1], position[2] - camera.pos[2]};
    auto along = [&](const float* axis) { return to[0] * axis[0] + to[1] * axis[1] + to[2] * axis[2]; };
    float x = along(right), y = along(camera.up), ahead = along(camera.forward);
    float reach = -radius * 1.001f - 1e-4f;
    return ahead - camera.frustum_near >= reach && camera.frustum_far - ahead >= reach &&
           inside(x, ahead, right_slope) >= reach && inside(-x, ahead, left_slope) >= reach &&
           inside(y, ahead, top_slope) >= reach && inside(-y, ahead, bottom_slope) >= reach;
  }
};

// Takes the geoms out of the scene that are wholly outside the picture: drawing a mesh costs the same
// whether it is seen or not.
static void graft_drop_unseen_geoms(const mjModel* model, mjvScene* scene, float aspect) {
  graft_frustum frustum(scene, aspect);
  if (!frustum.perspective() || scene->enabletransform) return;
  int kept = 0;
  for (int i = 0; i < scene->ngeom; i++) {
    const mjvGeom& geom = scene->geoms[i];
    // Planes have no bounds; sites and what else is drawn is cheap.
    float radius = geom.objtype == mjOBJ_GEOM ? (float)model->geom_rbound[geom.objid] : 0;
    if (radius > 0 && !frustum.shows(geom.pos, radius)) continue;
    if (kept != i) scene->geoms[kept] = scene->geoms[i];
    kept++;
  }
  scene->ngeom = kept;
}
