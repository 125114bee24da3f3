// The constraints of a moment and what they cost: their forces and states at an acceleration, as
// mj_constraintUpdate has them, and the cost along a line, as MuJoCo's line search sees it. MuJoCo's
// documentation explains them under "Computation", "Constraint model".
#pragma once
#include "graft_lanes.h"
#include <math.h>
#include <vector>

#pragma GCC push_options
#pragma GCC target("avx")

// A limit, a frictionless contact or an edge of a pyramid: one row. Or a contact with an elliptic cone,
// the normal's row first.
struct graft_contact_rows {
  int row, dim;
  bool cone;
  mjtNum mu, friction[5], stiffness;  // the latter of a cone in its middle zone
};

// Cost, slope and curvature at a place on a line.
struct graft_point {
  mjtNum alpha, cost, slope, curvature;
};

struct graft_constraints {
  int n, equalities, frictions;
  mjtNum *force, *jar;  // forces; and J qacc - aref, what they act against
  int* state;
  const mjtNum *D, *R, *loss;
  std::vector<graft_contact_rows> contacts;
  // Along a line: how jar changes, and of each row three coefficients of a parabola in alpha; of a cone
  // also U0, V0, UU, UV, VV, in the rows after its first.
  std::vector<mjtNum> jv, parabolas;
  mjtNum always[3];  // what is on the parabola everywhere: rows of equalities, and inertia
};

// jar is for as many numbers as there are rows.
inline void graft_list_constraints(graft_constraints* c, const mjData* d, mjtNum* jar) {
  c->n = d->nefc;
  c->equalities = d->ne;
  c->frictions = d->nf;
  c->force = d->efc_force;
  c->jar = jar;
  c->state = d->efc_state;
  c->D = d->efc_D;
  c->R = d->efc_R;
  c->loss = d->efc_frictionloss;
  c->jv.resize(graft_padded(c->n));
  c->parabolas.resize(3 * c->n);
  c->contacts.clear();
  for (int i = c->equalities + c->frictions; i < c->n; i += c->contacts.back().dim) {
    graft_contact_rows rows = {i, 1, d->efc_type[i] == mjCNSTR_CONTACT_ELLIPTIC, 0, {0}, 0};
    if (rows.cone) {
      const mjContact* contact = d->contact + d->efc_id[i];
      rows.dim = contact->dim;
      rows.mu = contact->mu;
      for (int j = 0; j < 5; j++) rows.friction[j] = contact->friction[j];
      rows.stiffness = c->D[i] / ((rows.mu * rows.mu) * (1 + rows.mu * rows.mu));
    }
    c->contacts.push_back(rows);
  }
}

// The rows of a cone scaled so that it is circular: U, its tangential part's length, and N.
struct graft_cone_place {
  mjtNum U[6], N, T;
};

inline graft_cone_place graft_place_in_cone(const graft_contact_rows& rows, const mjtNum* jar) {
  graft_cone_place p;
  p.U[0] = jar[rows.row] * rows.mu;
  for (int j = 1; j < rows.dim; j++) p.U[j] = jar[rows.row + j] * rows.friction[j - 1];
  p.N = p.U[0];
  p.T = sqrt(graft_lane_dot(p.U + 1, p.U + 1, rows.dim - 1));
  return p;
}

inline mjtConstraintState graft_zone(const graft_contact_rows& rows, const graft_cone_place& p) {
  if (p.N >= rows.mu * p.T || (p.T <= 0 && p.N >= 0)) return mjCNSTRSTATE_SATISFIED;
  if (rows.mu * p.N + p.T <= 0 || (p.T <= 0 && p.N < 0)) return mjCNSTRSTATE_QUADRATIC;
  return mjCNSTRSTATE_CONE;
}

inline mjtNum graft_quadratic(mjtNum D, mjtNum jar) { return 0.5 * D * jar * jar; }

// What all rows cost. With `act`, their forces and states become those at jar, too.
template <bool act>
inline mjtNum graft_cost(graft_constraints* c, const mjtNum* jar) {
  mjtNum cost = 0;
  const mjtNum* D = c->D;
  if (act) {
    for (int i = 0; i < c->n; i++) c->force[i] = -D[i] * jar[i];
  }
  for (int i = 0; i < c->equalities; i++) {
    cost += graft_quadratic(D[i], jar[i]);
    if (act) c->state[i] = mjCNSTRSTATE_QUADRATIC;
  }
  for (int i = c->equalities; i < c->equalities + c->frictions; i++) {
    mjtNum loss = c->loss[i], bound = c->R[i] * loss;
    mjtConstraintState state = jar[i] <= -bound ? mjCNSTRSTATE_LINEARNEG : jar[i] >= bound ? mjCNSTRSTATE_LINEARPOS : mjCNSTRSTATE_QUADRATIC;
    mjtNum flat = -0.5 * c->R[i] * loss * loss;
    cost += state == mjCNSTRSTATE_LINEARNEG ? flat - loss * jar[i] : state == mjCNSTRSTATE_LINEARPOS ? flat + loss * jar[i] : graft_quadratic(D[i], jar[i]);
    if (act) {
      if (state != mjCNSTRSTATE_QUADRATIC) c->force[i] = state == mjCNSTRSTATE_LINEARNEG ? loss : -loss;
      c->state[i] = state;
    }
  }
  for (const graft_contact_rows& rows : c->contacts) {
    int i = rows.row;
    mjtConstraintState state;
    if (!rows.cone) {
      state = jar[i] >= 0 ? mjCNSTRSTATE_SATISFIED : mjCNSTRSTATE_QUADRATIC;
      if (state == mjCNSTRSTATE_QUADRATIC) cost += graft_quadratic(D[i], jar[i]);
    } else {
      graft_cone_place p = graft_place_in_cone(rows, jar);
      state = graft_zone(rows, p);
      if (state == mjCNSTRSTATE_QUADRATIC) {
        for (int j = 0; j < rows.dim; j++) cost += graft_quadratic(D[i + j], jar[i + j]);
      } else if (state == mjCNSTRSTATE_CONE) {
        mjtNum beyond = p.N - rows.mu * p.T;
        cost += 0.5 * rows.stiffness * beyond * beyond;
        if (act) {
          mjtNum* force = c->force + i;
          force[0] = -rows.stiffness * beyond * rows.mu;
          for (int j = 1; j < rows.dim; j++) force[j] = -force[0] / p.T * p.U[j] * rows.friction[j - 1];
        }
      }
    }
    if (act) {
      for (int j = 0; j < rows.dim; j++) {
        if (state == mjCNSTRSTATE_SATISFIED) c->force[i + j] = 0;
        c->state[i + j] = state;
      }
    }
  }
  return cost;
}

// The Hessian (dim x dim, its lower triangle) of a cone's cost in its middle zone.
inline void graft_cone_hessian(const graft_contact_rows& rows, const mjtNum* jar, mjtNum* H) {
  graft_cone_place p = graft_place_in_cone(rows, jar);
  int dim = rows.dim;
  mjtNum mu = rows.mu, upper[36], scale = -mu / p.T;
  upper[0] = 1;
  for (int j = 1; j < dim; j++) upper[j] = scale * p.U[j];
  scale = mu * p.N / (p.T * p.T * p.T);
  for (int k = 1; k < dim; k++) {
    for (int j = k; j < dim; j++) upper[k * dim + j] = scale * p.U[j] * p.U[k];
  }
  scale = mu * mu - mu * p.N / p.T;
  for (int j = 1; j < dim; j++) upper[j * (dim + 1)] += scale;
  for (int k = 0; k < dim; k++) {
    scale = rows.stiffness * (k == 0 ? mu : rows.friction[k - 1]);
    for (int j = k; j < dim; j++) {
      H[j * dim + k] = upper[k * dim + j] * (scale * (j == 0 ? mu : rows.friction[j - 1]));
    }
  }
}

inline void graft_add3(mjtNum sum[3], const mjtNum x[3]) {
  for (int i = 0; i < 3; i++) sum[i] += x[i];
}

// Prepares points on the line along which jar grows by jv; `inertia` is the parabola of the rest.
inline void graft_draw_line(graft_constraints* c, const mjtNum inertia[3]) {
  const mjtNum *D = c->D, *jar = c->jar, *jv = c->jv.data();
  mjtNum* q = c->parabolas.data();
  for (int i = 0; i < c->n; i++) {
    mjtNum force = D[i] * jar[i];
    q[3 * i] = jar[i] * force;
    q[3 * i + 1] = jv[i] * force;
    q[3 * i + 2] = jv[i] * D[i] * jv[i];
  }
  for (const graft_contact_rows& rows : c->contacts) {
    if (!rows.cone) continue;
    int i = rows.row;
    mjtNum *first = q + 3 * i, UU = 0, UV = 0, VV = 0;
    for (int j = 1; j < rows.dim; j++) {
      graft_add3(first, first + 3 * j);
      mjtNum U = jar[i + j] * rows.friction[j - 1], V = jv[i + j] * rows.friction[j - 1];
      UU += U * U;
      UV += U * V;
      VV += V * V;
    }
    first[3] = jar[i] * rows.mu;
    first[4] = jv[i] * rows.mu;
    first[5] = UU;
    first[6] = UV;
    first[7] = VV;
  }
  // Halved where a parabola begins.
  int single = c->equalities + c->frictions;
  for (int i = 0; i < single; i++) {
    q[3 * i] *= 0.5;
    q[3 * i + 2] *= 0.5;
  }
  for (const graft_contact_rows& rows : c->contacts) {
    q[3 * rows.row] *= 0.5;
    q[3 * rows.row + 2] *= 0.5;
  }
  for (int i = 0; i < 3; i++) c->always[i] = inertia[i];
  for (int i = 0; i < c->equalities; i++) graft_add3(c->always, q + 3 * i);
}

// Adds what a cone costs at alpha: to the parabola in the bottom zone, to the point in the middle one.
inline void graft_add_cone(const graft_contact_rows& rows, const mjtNum* q, mjtNum alpha, mjtNum total[3], graft_point* p) {
  mjtNum U0 = q[3], V0 = q[4], UU = q[5], UV = q[6], VV = q[7], mu = rows.mu, Dm = rows.stiffness;
  mjtNum N = U0 + alpha * V0, square = UU + alpha * (2 * UV + alpha * VV);
  if (square <= 0) {
    if (N < 0) graft_add3(total, q);
    return;
  }
  mjtNum T = sqrt(square);
  if (N >= mu * T) return;
  if (mu * N + T <= 0) {
    graft_add3(total, q);
    return;
  }
  mjtNum T1 = (UV + alpha * VV) / T, T2 = VV / T - (UV + alpha * VV) * T1 / (T * T), beyond = N - mu * T, change = V0 - mu * T1;
  p->cost += 0.5 * Dm * beyond * beyond;
  p->slope += Dm * beyond * change;
  p->curvature += Dm * (change * change + beyond * (-mu * T2));
}

inline graft_point graft_look_at(const graft_constraints* c, mjtNum alpha) {
  graft_point p = {alpha, 0, 0, 0};
  const mjtNum *q = c->parabolas.data(), *jar = c->jar, *jv = c->jv.data();
  mjtNum total[3] = {c->always[0], c->always[1], c->always[2]};
  for (int i = c->equalities; i < c->equalities + c->frictions; i++) {
    mjtNum x = jar[i] + alpha * jv[i], loss = c->loss[i], bound = c->R[i] * loss;
    if (-bound < x && x < bound) {
      graft_add3(total, q + 3 * i);
    } else {
      mjtNum sign = x <= -bound ? -1 : 1;
      const mjtNum line[3] = {loss * (-0.5 * bound + sign * jar[i]), sign * loss * jv[i], 0};
      graft_add3(total, line);
    }
  }
  for (const graft_contact_rows& rows : c->contacts) {
    int i = rows.row;
    if (rows.cone) {
      graft_add_cone(rows, q + 3 * i, alpha, total, &p);
    } else if (jar[i] + alpha * jv[i] < 0) {
      graft_add3(total, q + 3 * i);
    }
  }
  p.cost += alpha * alpha * total[2] + alpha * total[1] + total[0];
  p.slope += 2 * alpha * total[2] + total[1];
  p.curvature += 2 * total[2];
  if (p.curvature <= 0) {
    mju_warning("Linesearch objective is not convex");
    p.curvature = mjMINVAL;
  }
  return p;
}

#pragma GCC pop_options
