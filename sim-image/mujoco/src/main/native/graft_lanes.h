// Sums of products in four lanes, in the order of mju_dot: results of libmujoco, which is built for AVX,
// can be had to the last bit. Nothing here may be contracted to fused multiply-adds or reordered.
#pragma once
#include <immintrin.h>
#include <mujoco/mujoco.h>

#pragma GCC push_options
#pragma GCC target("avx")

constexpr int graft_width = 4;

// The least multiple of the width that holds n numbers.
inline int graft_padded(int n) { return (n + graft_width - 1) & -graft_width; }

// The number of whole blocks' numbers among n.
inline int graft_whole(int n) { return n & -graft_width; }

inline __m256d graft_all(mjtNum x) { return _mm256_set1_pd(x); }
inline __m256d graft_at(const mjtNum* p) { return _mm256_loadu_pd(p); }
inline void graft_put(mjtNum* p, __m256d x) { _mm256_storeu_pd(p, x); }
inline __m256d graft_times(__m256d a, __m256d b) { return _mm256_mul_pd(a, b); }
inline __m256d graft_plus(__m256d a, __m256d b) { return _mm256_add_pd(a, b); }
inline __m256d graft_minus(__m256d a, __m256d b) { return _mm256_sub_pd(a, b); }

// mju_dot.
inline mjtNum graft_lane_dot(const mjtNum* a, const mjtNum* b, int n) {
  mjtNum sum = 0;
  int whole = graft_whole(n);
  if (whole) {
    __m256d lanes = graft_times(graft_at(a), graft_at(b));
    for (int i = graft_width; i < whole; i += graft_width) {
      lanes = graft_plus(lanes, graft_times(graft_at(a + i), graft_at(b + i)));
    }
    __m128d pair = _mm_add_pd(_mm256_castpd256_pd128(lanes), _mm256_extractf128_pd(lanes, 1));
    sum = _mm_cvtsd_f64(_mm_add_sd(pair, _mm_unpackhi_pd(pair, pair)));
  }
  a += whole;
  b += whole;
  switch (n - whole) {
    case 3: return sum + (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
    case 2: return sum + (a[0] * b[0] + a[1] * b[1]);
    case 1: return sum + a[0] * b[0];
    default: return sum;
  }
}

// mju_addToScl on padded arrays.
inline void graft_add_scaled(mjtNum* sum, const mjtNum* x, mjtNum scale, int padded) {
  for (int i = 0; i < padded; i += graft_width) {
    graft_put(sum + i, graft_plus(graft_at(sum + i), graft_times(graft_at(x + i), graft_all(scale))));
  }
}

#pragma GCC pop_options
