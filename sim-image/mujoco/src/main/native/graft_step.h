// Time steps with the numbers of MuJoCo's own mj_step and mj_forward, bit for bit, in less time. The
// stages are MuJoCo's; what is left out or done otherwise is what cannot change a result:
//
// - The broad phase of collision detection. Small scenes have few pairs of geoms that may ever touch.
//   They are listed once, in the order of MuJoCo's contacts; each time, those whose bounds overlap are
//   handed to mj_collision as explicit pairs, and MuJoCo finds out whether and where they touch
//   (broad phase and bounding volume hierarchies cost a quarter of a step).
// - The positions' stage of a time step that follows mj_forward at the same positions, as the first of
//   every action does: only mocap bodies have moved, which collide with nothing, so inertias and
//   contacts stand. (Constraints do not: a weld follows its mocap body.)
// - The solver's work that no result depends on (graft_newton.h).
// - Marks and places for pictures: bounding volumes touched, cameras, lights. graft_render computes
//   the latter two.
//
// A model with features that this does not know (flexes, tendons, sensors, plugins, other integrators,
// excluded or explicit contact pairs) is stepped by MuJoCo alone.
#pragma once
#include "graft_collide.h"
#include "graft_guard.h"
#include "graft_mujoco.h"
#include "graft_newton.h"
#include <string.h>
#include <memory>
#include <vector>

struct graft_stepper {
  bool able;
  graft_collider collider;
  graft_newton newton;
  // Where things were at the last forward.
  bool known;
  mjtNum time;
  std::vector<mjtNum> qpos, body_pos;
};

static bool graft_can_step(const mjModel* m) {
  if (m->nflex || m->ntendon || m->nsensor || m->nplugin || m->npair || m->nexclude) return false;
  for (int body = 1; body < m->nbody; body++) {
    bool follows_mocap = m->body_mocapid[m->body_rootid[body]] >= 0;
    if (follows_mocap && (m->body_contype[body] || m->body_conaffinity[body])) return false;
  }
  return true;
}

// For simulations of a model, which must outlive it.
inline graft_stepper* graft_make_stepper(const mjModel* m) {
  std::unique_ptr<graft_stepper> s(new graft_stepper());
  s->able = graft_can_step(m);
  if (s->able) {
    graft_list_pairs(m, &s->collider);
    graft_make_view(m, &s->collider);
    graft_prepare_newton(m, &s->newton);
    s->qpos.resize(m->nq);
    s->body_pos.resize(3 * m->nbody);
  }
  return s.release();
}

inline void graft_delete_stepper(graft_stepper* s) { delete s; }

// Whether nothing but mocap bodies, sites and constraints can have moved since the last forward.
static bool graft_stands(const graft_stepper* s, const mjModel* m, const mjData* d) {
  return s->known && d->time == s->time && !memcmp(s->qpos.data(), d->qpos, m->nq * sizeof(mjtNum)) &&
         !memcmp(s->body_pos.data(), m->body_pos, 3 * m->nbody * sizeof(mjtNum));
}

static void graft_forward_stages(graft_stepper* s, const mjModel* m, mjData* d, bool stands) {
  mj_kinematics(m, d);
  mj_comPos(m, d);
  if (!stands) {
    mj_crb(m, d);
    mj_factorM(m, d);
    graft_collide(&s->collider, m, d);
  }
  mj_makeConstraint(m, d);
  mj_transmission(m, d);
  mj_projectConstraint(m, d);
  mj_fwdVelocity(m, d);
  mj_fwdActuation(m, d);
  mj_fwdAcceleration(m, d);
  if (graft_can_solve(m)) graft_constrain(&s->newton, m, d);
  else mj_fwdConstraint(m, d);
}

// Nothing is known after a reset, even where it brings no change: contacts and inertias are gone.
inline void graft_reset(graft_stepper* s, const mjModel* m, mjData* d) {
  s->known = false;
  graft_guarded([=] { mj_resetData(m, d); });
}

static bool graft_able(const graft_stepper* s, const mjModel* m) {
  return s->able && m->opt.integrator == mjINT_EULER && !m->opt.disableflags && !m->opt.enableflags;
}

inline void graft_forward(graft_stepper* s, const mjModel* m, mjData* d) {
  graft_guarded([=] {
    s->known = false;
    if (!graft_able(s, m)) {
      mj_forward(m, d);
      return;
    }
    graft_forward_stages(s, m, d, false);
    s->known = true;
    s->time = d->time;
    memcpy(s->qpos.data(), d->qpos, m->nq * sizeof(mjtNum));
    memcpy(s->body_pos.data(), m->body_pos, 3 * m->nbody * sizeof(mjtNum));
  });
}

inline void graft_advance(graft_stepper* s, const mjModel* m, mjData* d, int n) {
  graft_guarded([=] {
    bool able = graft_able(s, m);
    for (int i = 0; i < n; i++) {
      if (!able) {
        mj_step(m, d);
        continue;
      }
      mj_checkPos(m, d);
      mj_checkVel(m, d);
      graft_forward_stages(s, m, d, graft_stands(s, m, d));
      s->known = false;
      mj_checkAcc(m, d);
      mj_Euler(m, d);
    }
  });
}
