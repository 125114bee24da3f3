// Pictures of a simulation.
#pragma once
#include "graft_context.h"
#include "graft_frustum.h"
#include "graft_guard.h"
#include "graft_mujoco.h"
#include <algorithm>
#include <mutex>
#include <vector>

struct graft_renderer {
  std::unique_ptr<graft_context> context;
  mjvScene scene;
  mjvOption option;
  mjvCamera camera;
  mjrContext resources;
  bool fast;
  // As OpenGL has them: the lowest row first.
  std::vector<unsigned char> rgb;
  std::vector<float> depth;
};

// A renderer in the making, and after its end: frees what there is of it, while its context is current.
struct graft_free_renderer {
  void operator()(graft_renderer* r) const {
    if (r->context) {
      graft_current while_freed(*r->context);
      mjr_freeContext(&r->resources);
      mjv_freeScene(&r->scene);
    }
    delete r;
  }
};

inline graft_renderer* graft_open_renderer(const mjModel* model, bool fast) {
  // Each opening looks OpenGL's functions up and stores them for all.
  static std::mutex one_at_a_time;
  std::lock_guard<std::mutex> lock(one_at_a_time);
  std::unique_ptr<graft_renderer, graft_free_renderer> r(new graft_renderer());
  r->fast = fast;
  mjv_defaultScene(&r->scene);
  mjv_defaultOption(&r->option);
  mjv_defaultFreeCamera(model, &r->camera);
  mjr_defaultContext(&r->resources);
  r->context = graft_open_context();
  // The visual settings are read from the model, which others use too: change them in a copy.
  std::unique_ptr<mjModel> view(new mjModel(*model));
  view->vis.global.offwidth = view->vis.global.offheight = 1;  // grows to the pictures
  if (fast) view->vis.quality.offsamples = view->vis.quality.shadowsize = 0;
  const int geoms = 2000;
  {
    graft_current while_filled(*r->context);
    graft_renderer* opened = r.get();
    const mjModel* seen = view.get();
    graft_guarded([=] {
      mjv_makeScene(seen, &opened->scene, geoms);
      mjr_makeContext(seen, &opened->resources, mjFONTSCALE_100);
      mjr_setBuffer(mjFB_OFFSCREEN, &opened->resources);
    });
    opened->resources.readDepthMap = mjDEPTH_ZEROFAR;
  }
  if (fast) {
    r->scene.flags[mjRND_SHADOW] = 0;
    r->scene.flags[mjRND_REFLECTION] = 0;
  }
  return r.release();
}

// Puts a camera elsewhere for as long as it lives.
class graft_moved_camera {
  mjtNum *position, *axes;
  mjtNum old_position[3], old_axes[9];
  std::vector<mjtNum> fovy;
  mjModel moved;
  const mjModel* seen;

 public:
  graft_moved_camera(const mjModel* model, mjData* data, int camera, const double* pose)
      : position(nullptr), seen(model) {
    if (!pose || camera < 0) return;
    position = data->cam_xpos + 3 * camera;
    axes = data->cam_xmat + 9 * camera;
    std::copy_n(position, 3, old_position);
    std::copy_n(axes, 9, old_axes);
    std::copy_n(pose, 3, position);
    std::copy_n(pose + 3, 9, axes);
    fovy.assign(model->cam_fovy, model->cam_fovy + model->ncam);
    fovy[camera] = pose[12];
    moved = *model;
    moved.cam_fovy = fovy.data();
    seen = &moved;
  }

  graft_moved_camera(const graft_moved_camera&) = delete;

  const mjModel* model() const { return seen; }

  ~graft_moved_camera() {
    if (!position) return;
    std::copy_n(old_position, 3, position);
    std::copy_n(old_axes, 9, axes);
  }
};

// Draws; what is drawn stays in the off-screen buffer.
static void graft_draw(graft_renderer* r, const mjModel* model, mjData* data, int camera, const double* pose,
                       mjrRect picture) {
  graft_guarded([=] { mj_camlight(model, data); });  // left out of graft_forward
  graft_moved_camera moved(model, data, camera, pose);
  const mjModel* seen = moved.model();
  r->camera.type = camera < 0 ? mjCAMERA_FREE : mjCAMERA_FIXED;
  r->camera.fixedcamid = camera;
  graft_guarded([=] {
    int width = std::max(r->resources.offWidth, picture.width);
    int height = std::max(r->resources.offHeight, picture.height);
    if (width > r->resources.offWidth || height > r->resources.offHeight) {
      mjr_resizeOffscreen(width, height, &r->resources);
    }
    mjv_updateScene(seen, data, &r->option, nullptr, &r->camera, mjCAT_ALL, &r->scene);
    // Without shadows and reflections, what the camera cannot see changes nothing.
    if (r->fast) graft_drop_unseen_geoms(seen, &r->scene, (float)picture.width / picture.height);
    mjr_render(picture, &r->scene, &r->resources);
  });
}

// From OpenGL's order of rows to that of pictures, the right way up or by half a turn: then it is the
// columns that change places.
template <class Number>
static void graft_order(const Number* from, Number* to, mjrRect picture, int channels, bool turned) {
  size_t row = (size_t)picture.width * channels;
  for (int y = 0; y < picture.height; y++) {
    const Number* source = from + row * (turned ? y : picture.height - 1 - y);
    Number* target = to + row * y;
    if (!turned) {
      std::copy_n(source, row, target);
      continue;
    }
    for (int x = picture.width - 1; x >= 0; x--, target += channels) {
      std::copy_n(source + (size_t)x * channels, channels, target);
    }
  }
}

inline void graft_render_rgb(graft_renderer* r, const mjModel* model, mjData* data, int camera, const double* pose,
                             bool turned, int width, int height, unsigned char* rgb) {
  graft_current while_drawn(*r->context);
  mjrRect picture = {0, 0, width, height};
  graft_draw(r, model, data, camera, pose, picture);
  r->rgb.resize(3 * (size_t)width * height);
  graft_guarded([=] { mjr_readPixels(r->rgb.data(), nullptr, picture, &r->resources); });
  graft_order(r->rgb.data(), rgb, picture, 3, turned);
}

// The inverse of OpenGL's projection, in the precision of Python's mujoco.Renderer, to get its numbers.
class graft_distance {
  float c, d;

 public:
  explicit graft_distance(const mjModel* model) {
    float near = (float)((double)model->vis.map.znear * model->stat.extent);
    float far = (float)((double)model->vis.map.zfar * model->stat.extent);
    c = -(far + near) / (far - near);
    d = -(2.0f * far * near) / (far - near);
    // Depth runs from 1 near to 0 far.
    c = -0.5f * c - 0.5f;
    d = -0.5f * d;
  }

  float operator()(float depth) const { return (float)((double)d / ((double)depth + (double)c)); }
};

inline void graft_render_depth(graft_renderer* r, const mjModel* model, mjData* data, int camera, const double* pose,
                               bool turned, int width, int height, float* metres) {
  graft_current while_drawn(*r->context);
  mjrRect picture = {0, 0, width, height};
  // In plain colours everything with a surface has a depth, glass too, and the sky has none.
  r->scene.flags[mjRND_SEGMENT] = r->scene.flags[mjRND_IDCOLOR] = 1;
  try {
    graft_draw(r, model, data, camera, pose, picture);
  } catch (...) {
    r->scene.flags[mjRND_SEGMENT] = r->scene.flags[mjRND_IDCOLOR] = 0;
    throw;
  }
  r->scene.flags[mjRND_SEGMENT] = r->scene.flags[mjRND_IDCOLOR] = 0;
  r->depth.resize((size_t)width * height);
  graft_guarded([=] { mjr_readPixels(nullptr, r->depth.data(), picture, &r->resources); });
  graft_distance distance(model);
  std::transform(r->depth.begin(), r->depth.end(), r->depth.begin(), distance);
  graft_order(r->depth.data(), metres, picture, 1, turned);
}

inline const char* graft_renderer_name(const graft_renderer* r) { return r->context->name.c_str(); }

inline void graft_close_renderer(graft_renderer* r) { graft_free_renderer()(r); }
