// Pictures of a simulation.
#pragma once
#include "graft_context.h"
#include "graft_guard.h"
#include "graft_mujoco.h"
#include <algorithm>

struct graft_renderer {
  std::unique_ptr<graft_context> context;
  mjvScene scene;
  mjvOption option;
  mjvCamera camera;
  mjrContext resources;
  int width, height;
};

inline graft_renderer* graft_open_renderer(const mjModel* model, int width, int height, bool fast) {
  std::unique_ptr<graft_renderer> r(new graft_renderer());
  r->width = width;
  r->height = height;
  r->context = graft_open_context(width, height);
  mjv_defaultScene(&r->scene);
  mjv_defaultOption(&r->option);
  mjv_defaultFreeCamera(model, &r->camera);
  mjr_defaultContext(&r->resources);
  // The visual settings are read from the model, which others use too: change them in a copy.
  std::unique_ptr<mjModel> view(new mjModel(*model));
  view->vis.global.offwidth = width;
  view->vis.global.offheight = height;
  if (fast) view->vis.quality.offsamples = 0;
  const int geoms = 2000;
  graft_renderer* opened = r.get();
  const mjModel* seen = view.get();
  graft_guarded([=] {
    mjv_makeScene(seen, &opened->scene, geoms);
    mjr_makeContext(seen, &opened->resources, mjFONTSCALE_100);
    mjr_setBuffer(mjFB_OFFSCREEN, &opened->resources);
  });
  if (fast) {
    r->scene.flags[mjRND_SHADOW] = 0;
    r->scene.flags[mjRND_REFLECTION] = 0;
  }
  return r.release();
}

inline void graft_render(graft_renderer* r, const mjModel* model, mjData* data, int camera, unsigned char* rgb) {
  r->context->make_current();
  r->camera.type = camera < 0 ? mjCAMERA_FREE : mjCAMERA_FIXED;
  r->camera.fixedcamid = camera;
  graft_guarded([=] {
    mjrRect whole = {0, 0, r->width, r->height};
    mj_camlight(model, data);  // left out of graft_forward
    mjv_updateScene(model, data, &r->option, nullptr, &r->camera, mjCAT_ALL, &r->scene);
    mjr_render(whole, &r->scene, &r->resources);
    mjr_readPixels(rgb, nullptr, whole, &r->resources);
  });
  // OpenGL's first row is the lowest one.
  size_t row = 3 * (size_t)r->width;
  for (int top = 0, bottom = r->height - 1; top < bottom; top++, bottom--) {
    std::swap_ranges(rgb + top * row, rgb + (top + 1) * row, rgb + bottom * row);
  }
}

inline const char* graft_renderer_name(const graft_renderer* r) { return r->context->name.c_str(); }

inline void graft_close_renderer(graft_renderer* r) {
  r->context->make_current();
  mjr_freeContext(&r->resources);
  mjv_freeScene(&r->scene);
  delete r;
}
