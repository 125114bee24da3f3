// MuJoCo's Newton solver for few degrees of freedom, with the numbers of mj_fwdConstraint, bit for bit,
// in less time:
//
// - The Hessian is not factorized once more after the step that ends the search: whether it ends is
//   known from the gradient. Where contacts slide (cones in their middle zone), the factorization is
//   most of an iteration.
// - All updates of a factor go through it together, column by column (graft_cholesky.h).
// - The start is looked at once, not twice, and what is not taken is only asked for its cost.
//
// MuJoCo's documentation explains the solver under "Computation", "Algorithms".
#pragma once
#include "graft_cholesky.h"
#include "graft_constraints.h"
#include <string.h>
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#pragma GCC push_options
#pragma GCC target("avx")

struct graft_newton {
  int n, pitch;  // degrees of freedom, padded
  graft_constraints constraints;
  std::vector<mjtNum> jacobian, weighted;  // rows of the pitch: J; and D J of those that are quadratic
  std::vector<int> quadratic;              // these rows
  std::vector<mjtNum> columns, diagonal, cone_columns, cone_diagonal, updates;
  std::unique_ptr<bool[]> subtracted;
  std::vector<int> state_before;
  // Of the degrees of freedom.
  std::vector<mjtNum> Ma, Mv, gradient, search, total;
  std::vector<mjtNum> jar;
};

static bool graft_can_solve(const mjModel* m) {
  return m->opt.solver == mjSOL_NEWTON && m->opt.noslip_iterations == 0 && !mj_isSparse(m) &&
         m->nv > 0 && m->nv <= graft_most_blocks * graft_width;
}

static void graft_prepare_newton(const mjModel* m, graft_newton* s) {
  s->n = m->nv;
  s->pitch = graft_padded(m->nv);
  for (auto matrix : {&s->columns, &s->cone_columns}) matrix->resize(s->n * s->pitch);
  for (auto vector : {&s->diagonal, &s->cone_diagonal, &s->Ma, &s->Mv, &s->gradient, &s->search, &s->total}) {
    vector->resize(s->pitch);
  }
}

static void graft_make_room(graft_newton* s, int rows) {
  size_t room = s->state_before.size();
  if ((size_t)rows <= room) return;
  room = std::max<size_t>(2 * room, rows);
  s->state_before.resize(room);
  s->jar.resize(graft_padded(room));
  s->quadratic.resize(room);
  s->subtracted.reset(new bool[room]);
  for (auto matrix : {&s->jacobian, &s->weighted, &s->updates}) matrix->resize(room * s->pitch);
}

static void graft_copy_jacobian(graft_newton* s, const mjData* d) {
  for (int i = 0; i < d->nefc; i++) {
    memcpy(&s->jacobian[i * s->pitch], d->efc_J + i * s->n, s->n * sizeof(mjtNum));
  }
}

static void graft_times_jacobian(const graft_newton* s, const mjtNum* v, mjtNum* result) {
  for (int i = 0; i < s->constraints.n; i++) result[i] = graft_lane_dot(&s->jacobian[i * s->pitch], v, s->n);
}

// The forces of the constraints on the degrees of freedom.
static void graft_sum_forces(graft_newton* s, mjData* d) {
  const mjtNum* force = s->constraints.force;
  std::fill(s->total.begin(), s->total.end(), 0);
  for (int i = 0; i < s->constraints.n; i++) {
    if (force[i]) graft_add_scaled(s->total.data(), &s->jacobian[i * s->pitch], force[i], s->pitch);
  }
  memcpy(d->qfrc_constraint, s->total.data(), s->n * sizeof(mjtNum));
}

// What the distance from the unconstrained acceleration costs, on top of `cost`: MuJoCo adds it term by
// term to that of the constraints where it compares two starts, and else as a sum, which rounds otherwise.
static mjtNum graft_inertial_cost(const graft_newton* s, const mjData* d, mjtNum cost = 0) {
  for (int i = 0; i < s->n; i++) cost += 0.5 * (s->Ma[i] - d->qfrc_smooth[i]) * (d->qacc[i] - d->qacc_smooth[i]);
  return cost;
}

static void graft_find_gradient(graft_newton* s, const mjData* d) {
  for (int i = 0; i < s->n; i++) s->gradient[i] = s->Ma[i] - d->qfrc_smooth[i] - d->qfrc_constraint[i];
}

// Begins with the better of the last acceleration and the unconstrained one.
static mjtNum graft_begin(graft_newton* s, const mjModel* m, mjData* d) {
  graft_constraints* c = &s->constraints;
  memcpy(d->qacc, d->qacc_warmstart, s->n * sizeof(mjtNum));
  graft_times_jacobian(s, d->qacc, c->jar);
  for (int i = 0; i < c->n; i++) c->jar[i] -= d->efc_aref[i];
  mj_mulM(m, d, s->Ma.data(), d->qacc);
  mjtNum cost = graft_cost<true>(c, c->jar);
  if (graft_inertial_cost(s, d, cost) > graft_cost<false>(c, d->efc_b)) {
    memcpy(d->qacc, d->qacc_smooth, s->n * sizeof(mjtNum));
    memcpy(c->jar, d->efc_b, c->n * sizeof(mjtNum));
    mj_mulM(m, d, s->Ma.data(), d->qacc);
    cost = graft_cost<true>(c, c->jar);
  }
  graft_sum_forces(s, d);
  return cost;
}

template <int blocks>
static void graft_sum_column(graft_newton* s, int k, int first, int rows) {
  __m256d sum[blocks];
  for (int b = 0; b < blocks; b++) sum[b] = _mm256_setzero_pd();
  for (int r = 0; r < rows; r++) {
    mjtNum x = s->jacobian[s->quadratic[r] * s->pitch + k];
    if (!x) continue;
    const mjtNum* row = &s->weighted[r * s->pitch + first];
    for (int b = 0; b < blocks; b++) sum[b] = graft_plus(sum[b], graft_times(graft_at(row + b * graft_width), graft_all(x)));
  }
  for (int b = 0; b < blocks; b++) graft_put(&s->columns[k * s->pitch + first + b * graft_width], sum[b]);
}

// J' D J over the quadratic rows, by columns.
static void graft_square_jacobian(graft_newton* s) {
  const graft_constraints& c = s->constraints;
  int rows = 0;
  for (int i = 0; i < c.n; i++) {
    if (c.state[i] != mjCNSTRSTATE_QUADRATIC || !c.D[i]) continue;
    for (int j = 0; j < s->pitch; j += graft_width) {
      graft_put(&s->weighted[rows * s->pitch + j], graft_times(graft_at(&s->jacobian[i * s->pitch + j]), graft_all(c.D[i])));
    }
    s->quadratic[rows++] = i;
  }
  for (int k = 0; k < s->n; k++) {
    int first = graft_whole(k);
    switch ((s->pitch - first) / graft_width) {
      case 1: graft_sum_column<1>(s, k, first, rows); break;
      case 2: graft_sum_column<2>(s, k, first, rows); break;
      case 3: graft_sum_column<3>(s, k, first, rows); break;
      case 4: graft_sum_column<4>(s, k, first, rows); break;
      case 5: graft_sum_column<5>(s, k, first, rows); break;
      case 6: graft_sum_column<6>(s, k, first, rows); break;
      case 7: graft_sum_column<7>(s, k, first, rows); break;
      default: graft_sum_column<graft_most_blocks>(s, k, first, rows);
    }
  }
}

static void graft_add_inertia(graft_newton* s, const mjModel* m, const mjData* d) {
  for (int i = 0; i < s->n; i++) {
    int address = m->dof_Madr[i];
    for (int j = i; j >= 0; j = m->dof_parentid[j]) {
      s->columns[j * s->pitch + i] += d->qM[address++];
      if (m->dof_simplenum[i]) break;
    }
  }
}

static graft_factor graft_quadratic_factor(graft_newton* s) {
  return {s->n, s->pitch, s->columns.data(), s->diagonal.data()};
}

static graft_factor graft_cone_factor(graft_newton* s) {
  return {s->n, s->pitch, s->cone_columns.data(), s->cone_diagonal.data()};
}

// The factor of what is quadratic.
static void graft_make_factor(graft_newton* s, const mjModel* m, const mjData* d) {
  graft_square_jacobian(s);
  graft_add_inertia(s, m, d);
  graft_factorize(graft_quadratic_factor(s));
}

// Brings that factor from the states of before to those of now.
static void graft_change_factor(graft_newton* s, const mjModel* m, const mjData* d) {
  const graft_constraints& c = s->constraints;
  graft_updates updates = {s->updates.data(), s->subtracted.get(), 0};
  for (int i = 0; i < c.n; i++) {
    bool before = s->state_before[i] == mjCNSTRSTATE_QUADRATIC, now = c.state[i] == mjCNSTRSTATE_QUADRATIC;
    if (before == now) continue;
    __m256d root = graft_all(sqrt(c.D[i]));
    for (int j = 0; j < s->pitch; j += graft_width) {
      graft_put(updates.vectors + updates.count * s->pitch + j, graft_times(graft_at(&s->jacobian[i * s->pitch + j]), root));
    }
    updates.subtracted[updates.count++] = before;
  }
  if (updates.count && !graft_update(graft_quadratic_factor(s), updates)) graft_make_factor(s, m, d);
}

// J' times the Cholesky factor of a cone's Hessian, by columns: added to the updates.
static void graft_add_cone_updates(graft_newton* s, const graft_contact_rows& rows, graft_updates* updates) {
  mjtNum local[36];
  graft_cone_hessian(rows, s->constraints.jar, local);
  mju_cholFactor(local, rows.dim, mjMINVAL);
  for (int k = 0; k < rows.dim; k++) {
    mjtNum* vector = updates->vectors + updates->count * s->pitch;
    std::fill(vector, vector + s->pitch, 0);
    for (int r = k; r < rows.dim; r++) {
      graft_add_scaled(vector, &s->jacobian[(rows.row + r) * s->pitch], local[r * rows.dim + k], s->pitch);
    }
    updates->subtracted[updates->count++] = false;
  }
}

// The factor of the whole Hessian: with the cones that are in their middle zone.
static graft_factor graft_with_cones(graft_newton* s) {
  graft_updates updates = {s->updates.data(), s->subtracted.get(), 0};
  for (const graft_contact_rows& rows : s->constraints.contacts) {
    if (s->constraints.state[rows.row] == mjCNSTRSTATE_CONE) graft_add_cone_updates(s, rows, &updates);
  }
  if (!updates.count) return graft_quadratic_factor(s);
  s->cone_columns = s->columns;
  s->cone_diagonal = s->diagonal;
  graft_update(graft_cone_factor(s), updates);
  return graft_cone_factor(s);
}

// The way to go: minus the gradient by the Hessian's inverse.
static void graft_find_direction(graft_newton* s) {
  s->search = s->gradient;
  graft_substitute(graft_with_cones(s), s->search.data());
  for (mjtNum& x : s->search) x *= -1;
}

// The one of p and the candidates that is nearest to the bottom on the side of p; whether it is not p.
static bool graft_come_nearer(graft_point* p, const graft_point (&candidates)[3]) {
  bool nearer = false;
  for (const graft_point& x : candidates) {
    if ((p->slope < 0 && x.slope < 0 && p->slope < x.slope) || (p->slope > 0 && x.slope > 0 && p->slope > x.slope)) {
      *p = x;
      nearer = true;
    }
  }
  return nearer;
}

// Looks for the bottom of the cost along a line, by Newton's steps and then between two points.
struct graft_line_search {
  const graft_constraints* constraints;
  mjtNum flat;  // a slope that is flat enough
  int looks, most;

  graft_point look_at(mjtNum alpha) {
    looks++;
    return graft_look_at(constraints, alpha);
  }

  graft_point step_from(const graft_point& p) { return look_at(p.alpha - p.slope / p.curvature); }

  bool is_bottom(const graft_point& p) const { return mju_abs(p.slope) < flat; }

  mjtNum find() {
    graft_point start = look_at(0), p = step_from(start), before = p;
    if (start.cost < p.cost) p = start;
    if (is_bottom(p)) return p.alpha;
    int sign = p.slope < 0 ? 1 : -1;
    bool moved = false;
    while (p.slope * sign <= -flat && looks < most) {
      before = p;
      moved = true;
      p = step_from(p);
      if (is_bottom(p)) return p.alpha;
    }
    if (looks >= most || !moved) return p.alpha;
    return between(start, p, before);
  }

  mjtNum between(const graft_point& start, graft_point p1, graft_point p2) {
    graft_point next2 = p1, next1 = step_from(p1);
    while (looks < most) {
      graft_point middle = look_at(0.5 * (p1.alpha + p2.alpha));
      const graft_point candidates[3] = {next1, next2, middle};
      const graft_point* best = nullptr;
      for (const graft_point& x : candidates) {
        if (is_bottom(x) && (!best || x.cost < best->cost)) best = &x;
      }
      if (best) return best->alpha;
      bool nearer1 = graft_come_nearer(&p1, candidates);
      if (nearer1) next1 = step_from(p1);
      bool nearer2 = graft_come_nearer(&p2, candidates);
      if (nearer2) next2 = step_from(p2);
      if (!nearer1 && !nearer2) return middle.alpha;
    }
    if (p1.cost <= p2.cost && p1.cost < start.cost) return p1.alpha;
    if (p2.cost <= p1.cost && p2.cost < start.cost) return p2.alpha;
    return 0;
  }
};

// How far to go; 0: nowhere better.
static mjtNum graft_find_step(graft_newton* s, const mjModel* m, const mjData* d, mjtNum scale) {
  mjtNum* search = s->search.data();
  mjtNum length = sqrt(graft_lane_dot(search, search, s->n));
  if (length < mjMINVAL) return 0;
  mj_mulM(m, d, s->Mv.data(), search);
  graft_times_jacobian(s, search, s->constraints.jv.data());
  const mjtNum inertia[3] = {graft_inertial_cost(s, d),
                             graft_lane_dot(search, s->Ma.data(), s->n) - graft_lane_dot(d->qfrc_smooth, search, s->n),
                             0.5 * graft_lane_dot(search, s->Mv.data(), s->n)};
  graft_draw_line(&s->constraints, inertia);
  graft_line_search line = {&s->constraints, m->opt.tolerance * m->opt.ls_tolerance * length / scale, 0, m->opt.ls_iterations};
  return line.find();
}

static void graft_go(graft_newton* s, mjData* d, mjtNum alpha) {
  graft_constraints* c = &s->constraints;
  for (int i = 0; i < s->n; i++) {
    d->qacc[i] += s->search[i] * alpha;
    s->Ma[i] += s->Mv[i] * alpha;
  }
  for (int i = 0; i < c->n; i++) c->jar[i] += c->jv[i] * alpha;
}

// Finds the acceleration; how many iterations it took.
static int graft_iterate(graft_newton* s, const mjModel* m, mjData* d) {
  graft_constraints* c = &s->constraints;
  mjtNum cost = graft_begin(s, m, d) + graft_inertial_cost(s, d), scale = 1 / (m->stat.meaninertia * std::max(1, m->nv));
  graft_find_gradient(s, d);
  graft_make_factor(s, m, d);
  for (int iteration = 0; iteration < m->opt.iterations;) {
    graft_find_direction(s);
    mjtNum alpha = graft_find_step(s, m, d, scale);
    if (alpha == 0) return iteration;
    graft_go(s, d, alpha);
    memcpy(s->state_before.data(), c->state, c->n * sizeof(int));
    mjtNum before = std::exchange(cost, graft_cost<true>(c, c->jar));
    graft_sum_forces(s, d);
    cost += graft_inertial_cost(s, d);
    graft_find_gradient(s, d);
    iteration++;
    mjtNum improvement = scale * (before - cost);
    mjtNum slope = scale * sqrt(graft_lane_dot(s->gradient.data(), s->gradient.data(), s->n));
    if (improvement < m->opt.tolerance || slope < m->opt.tolerance || iteration == m->opt.iterations) return iteration;
    graft_change_factor(s, m, d);
  }
  return 0;
}

// mj_fwdConstraint; what it leaves behind but for timers and statistics of single iterations.
static void graft_constrain(graft_newton* s, const mjModel* m, mjData* d) {
  size_t size = s->n * sizeof(mjtNum);
  memset(d->solver_niter, 0, sizeof d->solver_niter);
  if (!d->nefc) {
    memset(d->qfrc_constraint, 0, size);
    memcpy(d->qacc, d->qacc_smooth, size);
  } else {
    graft_make_room(s, d->nefc);
    graft_copy_jacobian(s, d);
    graft_list_constraints(&s->constraints, d, s->jar.data());
    graft_times_jacobian(s, d->qacc_smooth, d->efc_b);
    for (int i = 0; i < d->nefc; i++) d->efc_b[i] -= d->efc_aref[i];
    d->solver_niter[0] = graft_iterate(s, m, d);
    d->solver_nisland = 1;
  }
  memcpy(d->qacc_warmstart, d->qacc, size);
}

#pragma GCC pop_options
