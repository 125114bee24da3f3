// The contacts of a scene, found without MuJoCo's broad phase: see graft_step.h.
#pragma once
#include <mujoco/mujoco.h>
#include <string.h>
#include <algorithm>
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
  int table;  // where in pair_of the geom pairs of these bodies are found by their geoms
  mjtNum margin;
};

struct graft_node_pair {
  int node1, node2;
};

struct graft_collider {
  std::vector<graft_body_pair> bodies;
  std::vector<graft_geom_pair> pairs;
  std::vector<char> near;  // of each of these pairs
  std::vector<int> pair_of;
  std::vector<mjtNum> spheres;  // around each body's hierarchy: centre and radius
  std::vector<graft_node_pair> stack;
  // Explicit pairs: parameters[i] belongs to pairs[i]; near_* is what mj_collision sees of them.
  struct parameters { int dim; mjtNum solref[mjNREF], solimp[mjNIMP], gap, friction[5]; };
  std::vector<parameters> contacts;
  std::vector<int> near_geom1, near_geom2, near_dim, near_signature;
  std::vector<mjtNum> near_solref, near_solreffriction, near_solimp, near_margin, near_gap, near_friction;
  std::vector<int> no_masks;
  // The model as mj_collision sees it: without geoms and bodies for the broad phase, with pairs.
  mjModel view;
};

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
static graft_collider::parameters graft_mixed(const mjModel* m, int g1, int g2) {
  graft_collider::parameters p;
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

static void graft_index_pairs(const mjModel* m, graft_collider* s, graft_body_pair* bodies) {
  int first1 = m->body_geomadr[bodies->body1], first2 = m->body_geomadr[bodies->body2], count2 = m->body_geomnum[bodies->body2];
  bodies->table = s->pair_of.size();
  s->pair_of.resize(bodies->table + m->body_geomnum[bodies->body1] * count2, -1);
  for (int i = bodies->begin; i < bodies->end; i++) {
    int g1 = s->pairs[i].geom1, g2 = s->pairs[i].geom2;
    if (m->geom_bodyid[g1] != bodies->body1) std::swap(g1, g2);
    s->pair_of[bodies->table + (g1 - first1) * count2 + g2 - first2] = i;
  }
}

static void graft_list_bodies(const mjModel* m, graft_collider* s, int body1, int body2) {
  bool one_each = m->body_geomnum[body1] == 1 && m->body_geomnum[body2] == 1;
  graft_body_pair bodies = {body1, body2, (int)s->pairs.size(), 0, false, 0, std::max(m->body_margin[body1], m->body_margin[body2])};
  bodies.hierarchies = !one_each && m->body_bvhadr[body1] >= 0 && m->body_bvhadr[body2] >= 0;
  // After a descent MuJoCo sorts the contacts of the two bodies.
  for (const graft_geom_pair& pair : graft_pairs_between(m, body1, body2, bodies.hierarchies)) {
    s->pairs.push_back(pair);
    s->contacts.push_back(graft_mixed(m, pair.geom1, pair.geom2));
  }
  bodies.end = s->pairs.size();
  if (bodies.begin == bodies.end) return;
  graft_index_pairs(m, s, &bodies);
  s->bodies.push_back(bodies);
  size_t nodes = m->body_bvhnum[body1] + m->body_bvhnum[body2];
  if (bodies.hierarchies && nodes > s->stack.size()) s->stack.resize(nodes);
}

static void graft_list_pairs(const mjModel* m, graft_collider* s) {
  for (int body1 = 0; body1 < m->nbody; body1++) {
    for (int body2 = body1 + 1; body2 < m->nbody; body2++) {
      if (graft_bodies_match(m, body1, body2)) graft_list_bodies(m, s, body1, body2);
    }
  }
  s->near.resize(s->pairs.size());
  s->spheres.resize(4 * m->nbody);
  for (int body = 0; body < m->nbody; body++) {
    if (m->body_bvhadr[body] < 0) continue;
    const mjtNum* aabb = m->bvh_aabb + 6 * m->body_bvhadr[body];
    s->spheres[4 * body + 3] = mju_norm3(aabb + 3);
  }
}

static void graft_make_view(const mjModel* m, graft_collider* s) {
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

static mjtNum graft_dot(const mjtNum* a, const mjtNum* b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

// The axes of two boxes against each other: how far each axis, and the places of the axes, lie along
// each. Things that fit each other touch exactly, and then rounding decides: here and below are
// MuJoCo's operations in MuJoCo's order.
struct graft_axes {
  mjtNum normal[2][3][3];      // of box, of face
  mjtNum along[2][2][3][3];    // of box, on box's, face, axis
  mjtNum place[2][2][3];       // of box, on box's, face
};

static void graft_compare_axes(const mjtNum* place1, const mjtNum* axes1, const mjtNum* place2, const mjtNum* axes2, graft_axes* a) {
  const mjtNum *axes[2] = {axes1, axes2}, *place[2] = {place1, place2};
  for (int i = 0; i < 2; i++) {
    for (int k = 0; k < 3; k++) {
      for (int x = 0; x < 3; x++) a->normal[i][k][x] = axes[i][3 * x + k];
    }
  }
  for (int i = 0; i < 2; i++) {
    for (int j = 0; j < 2; j++) {
      for (int k = 0; k < 3; k++) {
        for (int l = 0; l < 3; l++) a->along[i][j][k][l] = graft_dot(a->normal[i][l], a->normal[j][k]);
        a->place[i][j][k] = graft_dot(place[i], a->normal[j][k]);
      }
    }
  }
}

static bool graft_endless(const mjtNum* aabb) {
  return aabb[3] >= mjMAXVAL && aabb[4] >= mjMAXVAL && aabb[5] >= mjMAXVAL;
}

static bool graft_half_endless(const mjtNum* aabb) {
  return aabb[3] >= mjMAXVAL || aabb[4] >= mjMAXVAL || aabb[5] >= mjMAXVAL;
}

// Whether no face of either box has the other beyond it. The boxes of geoms come with their centres in
// the world; those above them, which all have the same axes, without.
static bool graft_boxes_touch(const mjtNum* aabb1, const mjtNum* aabb2, const graft_axes& axes, const mjtNum (*centres)[3], mjtNum margin) {
  if (graft_endless(aabb1) || graft_endless(aabb2)) return true;
  const mjtNum* aabb[2] = {aabb1, aabb2};
  for (int j = 0; j < 2; j++) {
    if (graft_half_endless(aabb[1 - j])) continue;  // is beyond no face
    for (int k = 0; k < 3; k++) {
      mjtNum centre[2], radius[2];
      for (int i = 0; i < 2; i++) {
        const mjtNum* along = axes.along[i][j][k];
        centre[i] = centres ? graft_dot(centres[i], axes.normal[j][k]) : graft_dot(aabb[i], along) + axes.place[i][j][k];
        radius[i] = mju_abs(aabb[i][3] * along[0]) + mju_abs(aabb[i][4] * along[1]) + mju_abs(aabb[i][5] * along[2]);
      }
      if (radius[0] + radius[1] + margin < mju_abs(centre[1] - centre[0])) return false;
    }
  }
  return true;
}

static void graft_centre(const mjtNum* aabb, const mjtNum* place, const mjtNum* axes, mjtNum centre[3]) {
  for (int i = 0; i < 3; i++) centre[i] = graft_dot(axes + 3 * i, aabb) + place[i];
}

static bool graft_geoms_touch(const mjModel* m, const mjData* d, int g1, int g2) {
  const mjtNum *place1 = d->geom_xpos + 3 * g1, *axes1 = d->geom_xmat + 9 * g1, *aabb1 = m->geom_aabb + 6 * g1;
  const mjtNum *place2 = d->geom_xpos + 3 * g2, *axes2 = d->geom_xmat + 9 * g2, *aabb2 = m->geom_aabb + 6 * g2;
  graft_axes axes;
  graft_compare_axes(place1, axes1, place2, axes2, &axes);
  mjtNum centres[2][3];
  graft_centre(aabb1, place1, axes1, centres[0]);
  graft_centre(aabb2, place2, axes2, centres[1]);
  return graft_boxes_touch(aabb1, aabb2, axes, centres, std::max(m->geom_margin[g1], m->geom_margin[g2]));
}

static bool graft_is_leaf(const int* children, int node) { return children[2 * node] < 0 && children[2 * node + 1] < 0; }

// As MuJoCo compares what it takes for the surfaces of two nodes.
static mjtNum graft_weight(const mjtNum* aabb) {
  mjtNum x = aabb[3] - aabb[0], y = aabb[4] - aabb[1], z = aabb[5] - aabb[2];
  return x * y + y * z + z * x;
}

static int graft_push(graft_collider* s, int size, int child1, int child2) {
  if (child1 >= 0 && child2 >= 0) s->stack[size++] = {child1, child2};
  return size;
}

// Marks the geom pairs whose shapes MuJoCo looks at, which are those it arrives at in the two
// hierarchies: its descent, step by step.
static void graft_descend(graft_collider* s, const mjModel* m, const mjData* d, const graft_body_pair& bodies) {
  int body1 = bodies.body1, body2 = bodies.body2, start1 = m->body_bvhadr[body1], start2 = m->body_bvhadr[body2];
  const int *children1 = m->bvh_child + 2 * start1, *children2 = m->bvh_child + 2 * start2;
  graft_axes axes;
  graft_compare_axes(d->xipos + 3 * body1, d->ximat + 9 * body1, d->xipos + 3 * body2, d->ximat + 9 * body2, &axes);
  int size = graft_push(s, 0, 0, 0);
  while (size) {
    graft_node_pair at = s->stack[--size];
    bool leaf1 = graft_is_leaf(children1, at.node1), leaf2 = graft_is_leaf(children2, at.node2);
    if (leaf1 && leaf2) {
      int g1 = m->bvh_nodeid[start1 + at.node1], g2 = m->bvh_nodeid[start2 + at.node2];
      int pair = s->pair_of[bodies.table + (g1 - m->body_geomadr[body1]) * m->body_geomnum[body2] + g2 - m->body_geomadr[body2]];
      if (pair >= 0 && graft_may_touch(m, d, s->pairs[pair]) && graft_geoms_touch(m, d, g1, g2)) s->near[pair] = 1;
      continue;
    }
    const mjtNum *box1 = m->bvh_aabb + 6 * (start1 + at.node1), *box2 = m->bvh_aabb + 6 * (start2 + at.node2);
    if (!graft_boxes_touch(box1, box2, axes, nullptr, bodies.margin)) continue;
    bool first = leaf2 || (!leaf1 && graft_weight(box1) > graft_weight(box2));
    for (int i = 0; i < 2; i++) {
      size = first ? graft_push(s, size, children1[2 * at.node1 + i], at.node2)
                   : graft_push(s, size, at.node1, children2[2 * at.node2 + i]);
    }
  }
}

// Whether the spheres around two hierarchies touch. A little wide, so that rounding cannot hide it.
static bool graft_hierarchies_touch(const graft_collider* s, const graft_body_pair& bodies) {
  const mjtNum *p = &s->spheres[4 * bodies.body1], *q = &s->spheres[4 * bodies.body2];
  mjtNum x = p[0] - q[0], y = p[1] - q[1], z = p[2] - q[2], reach = (p[3] + q[3] + bodies.margin) * 1.000001;
  return x * x + y * y + z * z <= reach * reach;
}

// Marks the pairs of two bodies that are near enough to be looked at.
static void graft_find_near(graft_collider* s, const mjModel* m, const mjData* d, const graft_body_pair& bodies) {
  if (!bodies.hierarchies) {
    for (int i = bodies.begin; i < bodies.end; i++) s->near[i] = graft_may_touch(m, d, s->pairs[i]);
  } else if (graft_hierarchies_touch(s, bodies)) {
    for (int i = bodies.begin; i < bodies.end; i++) {
      if (graft_may_touch(m, d, s->pairs[i])) {
        graft_descend(s, m, d, bodies);
        return;
      }
    }
  }
}

static void graft_collide(graft_collider* s, const mjModel* m, mjData* d) {
  std::fill(s->near.begin(), s->near.end(), 0);
  for (int body = 0; body < m->nbody; body++) {
    if (m->body_bvhadr[body] >= 0) {
      graft_centre(m->bvh_aabb + 6 * m->body_bvhadr[body], d->xipos + 3 * body, d->ximat + 9 * body, &s->spheres[4 * body]);
    }
  }
  for (const graft_body_pair& bodies : s->bodies) graft_find_near(s, m, d, bodies);
  int near = 0;
  for (size_t i = 0; i < s->pairs.size(); i++) {
    if (!s->near[i]) continue;
    const graft_geom_pair& pair = s->pairs[i];
    const graft_collider::parameters& contact = s->contacts[i];
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
