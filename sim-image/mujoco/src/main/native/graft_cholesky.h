// Cholesky factors of small dense matrices, with the numbers of mju_cholFactor, mju_cholSolve and
// mju_cholUpdate. A factor is kept by columns, so that all rows of a column are computed at once, and
// several updates go through it together. Above the diagonal, and beyond the matrix, is no meaning.
#pragma once
#include "graft_lanes.h"
#include <math.h>

#pragma GCC push_options
#pragma GCC target("avx")

// Columns of a lower triangle: entry (i, k), i > k, is at columns[k * pitch + i]; its diagonal is apart.
struct graft_factor {
  int n, pitch;
  mjtNum *columns, *diagonal;
};

// Of rows i to i + 3: the sum over k < count of (row, k) times scale[k * stride], as mju_dot adds it up
// as far as blocks are whole.
inline __m256d graft_row_sums(const graft_factor& f, int i, const mjtNum* scale, int stride, int whole) {
  const mjtNum* column = f.columns + i;
  if (!whole) return _mm256_setzero_pd();
  __m256d lanes[graft_width];
  for (int q = 0; q < graft_width; q++) {
    lanes[q] = graft_times(graft_at(column + q * f.pitch), graft_all(scale[q * stride]));
  }
  for (int k = graft_width; k < whole; k += graft_width) {
    for (int q = 0; q < graft_width; q++) {
      lanes[q] = graft_plus(lanes[q], graft_times(graft_at(column + (k + q) * f.pitch), graft_all(scale[(k + q) * stride])));
    }
  }
  return graft_plus(graft_plus(lanes[0], lanes[2]), graft_plus(lanes[1], lanes[3]));
}

// The same sum over all k < count.
inline __m256d graft_row_dots(const graft_factor& f, int i, const mjtNum* scale, int stride, int count) {
  int k = graft_whole(count);
  __m256d sums = graft_row_sums(f, i, scale, stride, k);
  if (k == count) return sums;
  const mjtNum* column = f.columns + i;
  __m256d rest = graft_times(graft_at(column + k * f.pitch), graft_all(scale[k * stride]));
  while (++k < count) {
    rest = graft_plus(rest, graft_times(graft_at(column + k * f.pitch), graft_all(scale[k * stride])));
  }
  return graft_plus(sums, rest);
}

// In place, from the lower triangle with its diagonal in the columns.
inline void graft_factorize(const graft_factor& f) {
  for (int j = 0; j < f.n; j++) {
    mjtNum* column = f.columns + j * f.pitch;
    int first = graft_whole(j);
    if (j) {
      for (int i = first; i < f.pitch; i += graft_width) {
        graft_put(column + i, graft_minus(graft_at(column + i), graft_row_dots(f, i, f.columns + j, f.pitch, j)));
      }
    }
    f.diagonal[j] = sqrt(column[j] < mjMINVAL ? mjMINVAL : column[j]);
    __m256d inverse = graft_all(1 / f.diagonal[j]);
    for (int i = first; i < f.pitch; i += graft_width) {
      graft_put(column + i, graft_times(graft_at(column + i), inverse));
    }
    for (int i = first; i <= j; i++) column[i] = 0;
  }
}

// Puts the solution for the right side x in its place.
inline void graft_substitute(const graft_factor& f, mjtNum* x) {
  for (int first = 0; first < f.n; first += graft_width) {
    mjtNum sums[graft_width];
    graft_put(sums, graft_row_sums(f, first, x, 1, first));
    for (int t = 0; t < graft_width && first + t < f.n; t++) {
      int i = first + t;
      const mjtNum* row = f.columns + first * f.pitch + i;
      if (t) {
        mjtNum rest = row[0] * x[first];
        for (int q = 1; q < t; q++) rest += row[q * f.pitch] * x[first + q];
        sums[t] += rest;
      }
      if (i) x[i] -= sums[t];
      x[i] /= f.diagonal[i];
    }
  }
  for (int i = f.n - 1; i >= 0; i--) {
    const mjtNum* column = f.columns + i * f.pitch;
    mjtNum sum = x[i];
    for (int j = i + 1; j < f.n; j++) sum -= column[j] * x[j];
    x[i] = sum / f.diagonal[i];
  }
}

// Vectors of the pitch's length, one after the other, that are added to (as x x') or subtracted from
// what a factor is of. They are consumed.
struct graft_updates {
  mjtNum* vectors;
  bool* subtracted;
  int count;
};

// One column, its part from row `first` on held in registers, under all updates. Whether it is still
// that of a positive definite matrix.
template <int blocks>
inline bool graft_update_column(const graft_factor& f, const graft_updates& u, int k, int first) {
  mjtNum* column = f.columns + k * f.pitch + first;
  __m256d below[blocks ? blocks : 1];
  for (int b = 0; b < blocks; b++) below[b] = graft_at(column + b * graft_width);
  mjtNum diagonal = f.diagonal[k];
  bool definite = true;
  for (int r = 0; r < u.count; r++) {
    mjtNum* x = u.vectors + r * f.pitch;
    mjtNum xk = x[k];
    if (!xk) continue;
    mjtNum square = diagonal * diagonal + (u.subtracted[r] ? -xk * xk : xk * xk);
    if (square < mjMINVAL) {
      square = mjMINVAL;
      definite = false;
    }
    mjtNum root = sqrt(square), c = root / diagonal, s = xk / diagonal;
    diagonal = root;
    __m256d cosine = graft_all(c), sine = graft_all(s), signed_sine = graft_all(u.subtracted[r] ? -s : s), inverse = graft_all(1 / c);
    for (int b = 0; b < blocks; b++) {
      mjtNum* part = x + first + b * graft_width;
      __m256d old = graft_at(part);
      below[b] = graft_times(graft_plus(below[b], graft_times(signed_sine, old)), inverse);
      graft_put(part, graft_minus(graft_times(cosine, old), graft_times(sine, below[b])));
    }
  }
  for (int b = 0; b < blocks; b++) graft_put(column + b * graft_width, below[b]);
  f.diagonal[k] = diagonal;
  return definite;
}

constexpr int graft_most_blocks = 8;

// Column by column instead of update by update: each sees the same numbers. Whether the matrix stays
// positive definite; if not, the factor has no meaning.
inline bool graft_update(const graft_factor& f, const graft_updates& u) {
  bool definite = true;
  for (int k = 0; k < f.n; k++) {
    int first = graft_whole(k + 1);
    switch ((f.pitch - first) / graft_width) {
      case 0: definite &= graft_update_column<0>(f, u, k, first); break;
      case 1: definite &= graft_update_column<1>(f, u, k, first); break;
      case 2: definite &= graft_update_column<2>(f, u, k, first); break;
      case 3: definite &= graft_update_column<3>(f, u, k, first); break;
      case 4: definite &= graft_update_column<4>(f, u, k, first); break;
      case 5: definite &= graft_update_column<5>(f, u, k, first); break;
      case 6: definite &= graft_update_column<6>(f, u, k, first); break;
      case 7: definite &= graft_update_column<7>(f, u, k, first); break;
      default: definite &= graft_update_column<graft_most_blocks>(f, u, k, first);
    }
  }
  return definite;
}

#pragma GCC pop_options
