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
// - Marks and places for pictures: bounding volumes touched, cameras, lights. graft_render computes
//   the latter two.
//
// A model with features that this does not know (flexes, tendons, sensors, plugins, other integrators,
// excluded or explicit contact pairs) is stepped by MuJoCo alone.
#pragma once
#include "graft_guard.h"
#include "graft_mujoco.h"
#include <string.h>
#include <algorithm>
#include <memory>
#include <vector>

// A pair of geoms that may touch; geom1 is the one of the lesser type.
struct graft_geom_pair {
  int geom1, geom2;
  mjtNum margin;
};

// Two bodies that may touch, by the geom pairs from `begin` to `end`. Where a body has several geoms,
// MuJoCo descends the hierarchies of boxes around them before it looks at the shapes.
struct graft_body_pair {
  int body1, body2, begin, end;
  bool hierarchies;
  mjtNum margin;
};

struct graft_node_pair {
  int node1, node2;
};

struct graft_stepper {
  bool able;
  std::vector<graft_body_pair> bodies;
  std::vector<graft_geom_pair> pairs;
  std::vector<char> near;  // of each of these pairs
  std::vector<graft_node_pair> stack;
  // Explicit pairs: parameters[i] belongs to pairs[i]; near_* is what mj_collision sees of them.
  struct parameters { int dim; mjtNum solref[mjNREF], solimp[mjNIMP], gap, friction[5]; };
  std::vector<parameters> contacts;
  std::vector<int> near_geom1, near_geom2, near_dim, near_signature;
  std::vector<mjtNum> near_solref, near_solreffriction, near_solimp, near_margin, near_gap, near_friction;
  std::vector<int> no_masks;
  // The model as mj_collision sees it: without geoms and bodies for the broad phase, with pairs.
  mjModel view;
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

static bool graft_masks_match(int contype1, int conaffinity1, int contype2, int conaffinity2) {
  return (contype1 & conaffinity2) || (contype2 & conaffinity1);
}

// Whether MuJoCo lets two bodies touch: not when they are welded together, nor parent and child.
static bool graft_bodies_match(const mjModel* m, int body1, int body2) {
  int weld1 = m->body_weldid[body1], weld2 = m->body_weldid[body2];
  if (weld1 == weld2) return false;
  int parent1 = m->body_weldid[m->body_parentid[weld1]], parent2 = m->body_weldid[m->body_parentid[weld2]];
  if (weld1 && weld2 && (weld1 == parent2 || weld2 == parent1)) return false;
  return graft_masks_match(m->body_contype[body1], m->body_conaffinity[body1], m->body_contype[body2], m->body_conaffinity[body2]);
}

// The parameters of a contact, mixed from those of its geoms as MuJoCo's documentation says
// ("Computation", "Contact parameters").
static graft_stepper::parameters graft_mixed(const mjModel* m, int g1, int g2) {
  graft_stepper::parameters p;
  p.gap = std::max(m->geom_gap[g1], m->geom_gap[g2]);
  mjtNum sliding[3];
  int priority = m->geom_priority[g1] - m->geom_priority[g2];
  const mjtNum *ref1 = m->geom_solref + mjNREF * g1, *ref2 = m->geom_solref + mjNREF * g2;
  const mjtNum *imp1 = m->geom_solimp + mjNIMP * g1, *imp2 = m->geom_solimp + mjNIMP * g2;
  const mjtNum *fri1 = m->geom_friction + 3 * g1, *fri2 = m->geom_friction + 3 * g2;
  if (priority) {
    p.dim = m->geom_condim[priority > 0 ? g1 : g2];
    mju_copy(p.solref, priority > 0 ? ref1 : ref2, mjNREF);
    mju_copy(p.solimp, priority > 0 ? imp1 : imp2, mjNIMP);
    mju_copy(sliding, priority > 0 ? fri1 : fri2, 3);
  } else {
    p.dim = std::max(m->geom_condim[g1], m->geom_condim[g2]);
    mjtNum mix1 = m->geom_solmix[g1], mix2 = m->geom_solmix[g2], mix = 1;
    if (mix1 >= mjMINVAL && mix2 >= mjMINVAL) mix = mix1 / (mix1 + mix2);
    else if (mix2 < mjMINVAL && mix1 < mjMINVAL) mix = 0.5;
    else if (mix1 < mjMINVAL) mix = 0;
    bool standard = ref1[0] > 0 && ref2[0] > 0;
    for (int i = 0; i < mjNREF; i++) p.solref[i] = standard ? mix * ref1[i] + (1 - mix) * ref2[i] : std::min(ref1[i], ref2[i]);
    for (int i = 0; i < mjNIMP; i++) p.solimp[i] = mix * imp1[i] + (1 - mix) * imp2[i];
    for (int i = 0; i < 3; i++) sliding[i] = std::max(fri1[i], fri2[i]);
  }
  const int unpacked[5] = {0, 0, 1, 2, 2};
  for (int i = 0; i < 5; i++) p.friction[i] = sliding[unpacked[i]];
  return p;
}

static std::vector<graft_geom_pair> graft_pairs_between(const mjModel* m, int body1, int body2, bool sorted) {
  std::vector<graft_geom_pair> pairs;
  for (int i = 0; i < m->body_geomnum[body1]; i++) {
    for (int j = 0; j < m->body_geomnum[body2]; j++) {
      int g1 = m->body_geomadr[body1] + i, g2 = m->body_geomadr[body2] + j;
      mjtNum margin = std::max(m->geom_margin[g1], m->geom_margin[g2]);
      if (m->geom_type[g1] > m->geom_type[g2]) std::swap(g1, g2);
      if (mjCOLLISIONFUNC[m->geom_type[g1]][m->geom_type[g2]] &&
          graft_masks_match(m->geom_contype[g1], m->geom_conaffinity[g1], m->geom_contype[g2], m->geom_conaffinity[g2])) {
        pairs.push_back({g1, g2, margin});
      }
    }
  }
  if (sorted) {
    std::stable_sort(pairs.begin(), pairs.end(), [](const graft_geom_pair& a, const graft_geom_pair& b) {
      return a.geom1 != b.geom1 ? a.geom1 < b.geom1 : a.geom2 < b.geom2;
    });
  }
  return pairs;
}

static void graft_list_bodies(const mjModel* m, graft_stepper* s, int body1, int body2) {
  bool one_each = m->body_geomnum[body1] == 1 && m->body_geomnum[body2] == 1;
  graft_body_pair bodies = {body1, body2, (int)s->pairs.size(), 0, false, std::max(m->body_margin[body1], m->body_margin[body2])};
  bodies.hierarchies = !one_each && m->body_bvhadr[body1] >= 0 && m->body_bvhadr[body2] >= 0;
  // After a descent MuJoCo sorts the contacts of the two bodies.
  for (const graft_geom_pair& pair : graft_pairs_between(m, body1, body2, bodies.hierarchies)) {
    s->pairs.push_back(pair);
    s->contacts.push_back(graft_mixed(m, pair.geom1, pair.geom2));
  }
  bodies.end = s->pairs.size();
  if (bodies.begin == bodies.end) return;
  s->bodies.push_back(bodies);
  size_t nodes = m->body_bvhnum[body1] + m->body_bvhnum[body2];
  if (bodies.hierarchies && nodes > s->stack.size()) s->stack.resize(nodes);
}

static void graft_list_pairs(const mjModel* m, graft_stepper* s) {
  for (int body1 = 0; body1 < m->nbody; body1++) {
    for (int body2 = body1 + 1; body2 < m->nbody; body2++) {
      if (graft_bodies_match(m, body1, body2)) graft_list_bodies(m, s, body1, body2);
    }
  }
  s->near.resize(s->pairs.size());
}

static void graft_make_view(const mjModel* m, graft_stepper* s) {
  size_t most = s->pairs.size();
  s->near_geom1.resize(most);
  s->near_geom2.resize(most);
  s->near_dim.resize(most);
  s->near_signature.assign(most, 0);
  s->near_solref.resize(mjNREF * most);
  s->near_solreffriction.assign(mjNREF * most, 0);
  s->near_solimp.resize(mjNIMP * most);
  s->near_margin.resize(most);
  s->near_gap.resize(most);
  s->near_friction.resize(5 * most);
  s->no_masks.assign(m->nbody, 0);
  mjModel* v = &s->view;
  *v = *m;
  v->vis.global.bvactive = 0;
  v->ngeom = 0;
  v->body_contype = v->body_conaffinity = s->no_masks.data();
  v->pair_geom1 = s->near_geom1.data();
  v->pair_geom2 = s->near_geom2.data();
  v->pair_dim = s->near_dim.data();
  v->pair_signature = s->near_signature.data();
  v->pair_solref = s->near_solref.data();
  v->pair_solreffriction = s->near_solreffriction.data();
  v->pair_solimp = s->near_solimp.data();
  v->pair_margin = s->near_margin.data();
  v->pair_gap = s->near_gap.data();
  v->pair_friction = s->near_friction.data();
}

// For simulations of a model, which must outlive it.
inline graft_stepper* graft_make_stepper(const mjModel* m) {
  std::unique_ptr<graft_stepper> s(new graft_stepper());
  s->able = graft_can_step(m);
  if (s->able) {
    graft_list_pairs(m, s.get());
    graft_make_view(m, s.get());
    s->qpos.resize(m->nq);
    s->body_pos.resize(3 * m->nbody);
  }
  return s.release();
}

inline void graft_delete_stepper(graft_stepper* s) { delete s; }

static mjtNum graft_above_plane(const mjData* d, int plane, int geom) {
  const mjtNum *mat = d->geom_xmat + 9 * plane, *p = d->geom_xpos + 3 * plane, *q = d->geom_xpos + 3 * geom;
  return (q[0] - p[0]) * mat[2] + (q[1] - p[1]) * mat[5] + (q[2] - p[2]) * mat[8];
}

// Whether the spheres around two geoms overlap; a plane, the lesser type, has none.
static bool graft_spheres_touch(const mjModel* m, const mjData* d, const graft_geom_pair& pair) {
  mjtNum r1 = m->geom_rbound[pair.geom1], r2 = m->geom_rbound[pair.geom2];
  if (r1 > 0 && r2 > 0) {
    const mjtNum *p = d->geom_xpos + 3 * pair.geom1, *q = d->geom_xpos + 3 * pair.geom2;
    mjtNum x = p[0] - q[0], y = p[1] - q[1], z = p[2] - q[2], reach = r1 + r2 + pair.margin;
    return x * x + y * y + z * z <= reach * reach;
  }
  return !(m->geom_type[pair.geom1] == mjGEOM_PLANE && r2 > 0 && graft_above_plane(d, pair.geom1, pair.geom2) > pair.margin + r2);
}

// Whether the sphere around one geom reaches the box around another. If not, nothing of them touches.
static bool graft_sphere_reaches_box(const mjModel* m, const mjData* d, int sphere, int box, mjtNum margin) {
  const mjtNum *mat = d->geom_xmat + 9 * box, *p = d->geom_xpos + 3 * box, *q = d->geom_xpos + 3 * sphere;
  const mjtNum* aabb = m->geom_aabb + 6 * box;
  mjtNum x = q[0] - p[0], y = q[1] - p[1], z = q[2] - p[2], reach = m->geom_rbound[sphere] + margin;
  for (int i = 0; i < 3; i++) {
    mjtNum along = mat[i] * x + mat[3 + i] * y + mat[6 + i] * z - aabb[i];
    // A little wide, so that rounding cannot hide a touch.
    if (mju_abs(along) > (aabb[3 + i] + reach) * 1.000001) return false;
  }
  return true;
}

// A cheap test, which passes whatever touches.
static bool graft_may_touch(const mjModel* m, const mjData* d, const graft_geom_pair& pair) {
  if (!graft_spheres_touch(m, d, pair)) return false;
  return m->geom_type[pair.geom1] == mjGEOM_PLANE ||
         (graft_sphere_reaches_box(m, d, pair.geom1, pair.geom2, pair.margin) &&
          graft_sphere_reaches_box(m, d, pair.geom2, pair.geom1, pair.margin));
}

// A box around a geom, or around several geoms of a body, in the world.
struct graft_box {
  const mjtNum *aabb;  // its centre and half sizes, in the axes
  const mjtNum *place, *axes;
  bool of_geom;
};

static void graft_column(const mjtNum* matrix, int i, mjtNum column[3]) {
  for (int k = 0; k < 3; k++) column[k] = matrix[3 * k + i];
}

// Where a box lies along a direction, and how far it extends. Things that fit each other touch exactly,
// and then rounding decides: these are MuJoCo's operations in MuJoCo's order, which differs between
// geoms' boxes and those above them.
static void graft_extent(const graft_box& box, const mjtNum direction[3], mjtNum* centre, mjtNum* radius) {
  mjtNum along[3], column[3], middle[3];
  for (int i = 0; i < 3; i++) {
    graft_column(box.axes, i, column);
    along[i] = mju_dot3(column, direction);
  }
  if (box.of_geom) {
    mju_mulMatVec3(middle, box.axes, box.aabb);
    mju_addTo3(middle, box.place);
    *centre = mju_dot3(middle, direction);
  } else {
    *centre = box.aabb[0] * along[0] + box.aabb[1] * along[1] + box.aabb[2] * along[2] + mju_dot3(box.place, direction);
  }
  *radius = mju_abs(box.aabb[3] * along[0]) + mju_abs(box.aabb[4] * along[1]) + mju_abs(box.aabb[5] * along[2]);
}

// Whether a face of box `faces` has one of the boxes beyond it.
static bool graft_separates(const graft_box& faces, const graft_box& one, const graft_box& other, mjtNum margin) {
  for (int i = 0; i < 3; i++) {
    mjtNum direction[3], centre1, radius1, centre2, radius2;
    graft_column(faces.axes, i, direction);
    graft_extent(one, direction, &centre1, &radius1);
    graft_extent(other, direction, &centre2, &radius2);
    if (radius1 + radius2 + margin < mju_abs(centre2 - centre1)) return true;
  }
  return false;
}

static bool graft_endless(const mjtNum* aabb) {
  return aabb[3] >= mjMAXVAL && aabb[4] >= mjMAXVAL && aabb[5] >= mjMAXVAL;
}

static bool graft_half_endless(const mjtNum* aabb) {
  return aabb[3] >= mjMAXVAL || aabb[4] >= mjMAXVAL || aabb[5] >= mjMAXVAL;
}

static bool graft_boxes_touch(const graft_box& one, const graft_box& other, mjtNum margin) {
  if (graft_endless(one.aabb) || graft_endless(other.aabb)) return true;
  // Against an endless box only that one's own faces mean something.
  return (graft_half_endless(other.aabb) || !graft_separates(one, one, other, margin)) &&
         (graft_half_endless(one.aabb) || !graft_separates(other, one, other, margin));
}

static graft_box graft_box_of_geom(const mjModel* m, const mjData* d, int geom) {
  return {m->geom_aabb + 6 * geom, d->geom_xpos + 3 * geom, d->geom_xmat + 9 * geom, true};
}

static graft_box graft_box_of_node(const mjModel* m, const mjData* d, int body, int node) {
  return {m->bvh_aabb + 6 * (m->body_bvhadr[body] + node), d->xipos + 3 * body, d->ximat + 9 * body, false};
}

static void graft_mark_near(graft_stepper* s, const graft_body_pair& bodies, int g1, int g2) {
  for (int i = bodies.begin; i < bodies.end; i++) {
    const graft_geom_pair& pair = s->pairs[i];
    if ((pair.geom1 == g1 && pair.geom2 == g2) || (pair.geom1 == g2 && pair.geom2 == g1)) s->near[i] = 1;
  }
}

static bool graft_is_leaf(const int* children, int node) { return children[2 * node] < 0 && children[2 * node + 1] < 0; }

// As MuJoCo compares what it takes for the surfaces of two nodes.
static mjtNum graft_weight(const mjtNum* aabb) {
  mjtNum x = aabb[3] - aabb[0], y = aabb[4] - aabb[1], z = aabb[5] - aabb[2];
  return x * y + y * z + z * x;
}

static int graft_push(graft_stepper* s, int size, int child1, int child2) {
  if (child1 >= 0 && child2 >= 0) s->stack[size++] = {child1, child2};
  return size;
}

// Marks the geom pairs whose shapes MuJoCo looks at, which are those it arrives at in the two
// hierarchies: its descent, step by step.
static void graft_descend(graft_stepper* s, const mjModel* m, const mjData* d, const graft_body_pair& bodies) {
  int body1 = bodies.body1, body2 = bodies.body2, start1 = m->body_bvhadr[body1], start2 = m->body_bvhadr[body2];
  const int *children1 = m->bvh_child + 2 * start1, *children2 = m->bvh_child + 2 * start2;
  int size = graft_push(s, 0, 0, 0);
  while (size) {
    graft_node_pair at = s->stack[--size];
    bool leaf1 = graft_is_leaf(children1, at.node1), leaf2 = graft_is_leaf(children2, at.node2);
    if (leaf1 && leaf2) {
      int g1 = m->bvh_nodeid[start1 + at.node1], g2 = m->bvh_nodeid[start2 + at.node2];
      mjtNum margin = std::max(m->geom_margin[g1], m->geom_margin[g2]);
      if (graft_boxes_touch(graft_box_of_geom(m, d, g1), graft_box_of_geom(m, d, g2), margin)) graft_mark_near(s, bodies, g1, g2);
      continue;
    }
    graft_box box1 = graft_box_of_node(m, d, body1, at.node1), box2 = graft_box_of_node(m, d, body2, at.node2);
    if (!graft_boxes_touch(box1, box2, bodies.margin)) continue;
    bool first = leaf2 || (!leaf1 && graft_weight(box1.aabb) > graft_weight(box2.aabb));
    for (int i = 0; i < 2; i++) {
      size = first ? graft_push(s, size, children1[2 * at.node1 + i], at.node2)
                   : graft_push(s, size, at.node1, children2[2 * at.node2 + i]);
    }
  }
}

// Marks the pairs of two bodies that are near enough to be looked at; the spheres of mj_collision's own
// test need not be repeated here.
static void graft_find_near(graft_stepper* s, const mjModel* m, const mjData* d, const graft_body_pair& bodies) {
  bool any = false;
  for (int i = bodies.begin; i < bodies.end; i++) {
    bool may = graft_may_touch(m, d, s->pairs[i]);
    s->near[i] = may && !bodies.hierarchies;
    any |= may;
  }
  if (any && bodies.hierarchies) graft_descend(s, m, d, bodies);
}

static void graft_collide(graft_stepper* s, const mjModel* m, mjData* d) {
  for (const graft_body_pair& bodies : s->bodies) graft_find_near(s, m, d, bodies);
  int near = 0;
  for (size_t i = 0; i < s->pairs.size(); i++) {
    if (!s->near[i]) continue;
    const graft_geom_pair& pair = s->pairs[i];
    const graft_stepper::parameters& contact = s->contacts[i];
    s->near_geom1[near] = pair.geom1;
    s->near_geom2[near] = pair.geom2;
    s->near_dim[near] = contact.dim;
    s->near_margin[near] = pair.margin;
    s->near_gap[near] = contact.gap;
    memcpy(&s->near_solref[mjNREF * near], contact.solref, sizeof contact.solref);
    memcpy(&s->near_solimp[mjNIMP * near], contact.solimp, sizeof contact.solimp);
    memcpy(&s->near_friction[5 * near], contact.friction, sizeof contact.friction);
    near++;
  }
  s->view.npair = near;
  mj_collision(&s->view, d);
}

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
    graft_collide(s, m, d);
  }
  mj_makeConstraint(m, d);
  mj_transmission(m, d);
  mj_projectConstraint(m, d);
  mj_fwdVelocity(m, d);
  mj_fwdActuation(m, d);
  mj_fwdAcceleration(m, d);
  mj_fwdConstraint(m, d);
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

inline void graft_step(graft_stepper* s, const mjModel* m, mjData* d, int n) {
  graft_advance(s, m, d, n);
  graft_guarded([=] { mj_rnePostConstraint(m, d); });
}
