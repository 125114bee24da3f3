// What a compiled model takes of the machine's memory, without what is there twice or that nobody reads.
// Nothing that a simulation or a picture shows comes of it.
//
// Of a Meta-World scene's 20 MiB, 8 are bounding volumes of single triangles, which MuJoCo reads to cast
// rays into meshes and for nothing else, and 6 are textures, which the scenes have in common.
#pragma once
#include <mujoco/mujoco.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <algorithm>
#include <mutex>
#include <vector>

// Gives memory back whose content nobody reads again. It can still be read, as zeros, and freed.
static void graft_give_back(void* memory, size_t bytes) {
  const uintptr_t page = sysconf(_SC_PAGESIZE);
  uintptr_t begin = ((uintptr_t)memory + page - 1) / page * page, end = ((uintptr_t)memory + bytes) / page * page;
  if (begin < end) madvise((void*)begin, end - begin, MADV_DONTNEED);  // failing, it costs what it did
}

// The nodes of bodies come first; those are read to find contacts.
static void graft_give_back_mesh_volumes(mjModel* m) {
  int first = m->nbvh;
  for (int mesh = 0; mesh < m->nmesh; mesh++)
    if (m->mesh_bvhadr[mesh] >= 0) first = std::min(first, m->mesh_bvhadr[mesh]);
  for (int body = 0; body < m->nbody; body++) {
    if (m->body_bvhadr[body] >= 0 && m->body_bvhadr[body] + m->body_bvhnum[body] > first) return;
  }
  if (m->nflex) return;
  size_t nodes = m->nbvhstatic - first;
  graft_give_back(m->bvh_aabb + 6 * first, nodes * 6 * sizeof(mjtNum));
  graft_give_back(m->bvh_child + 2 * first, nodes * 2 * sizeof(int));
  graft_give_back(m->bvh_nodeid + first, nodes * sizeof(int));
  graft_give_back(m->bvh_depth + first, nodes * sizeof(int));
}

// The textures of all models of the process, each once. They stay: who closes a model may load it again.
class graft_textures {
  struct stored {
    size_t at, size;
  };
  static const size_t most = (size_t)1 << 30;  // of addresses; memory comes with the content
  std::mutex one_at_a_time;
  std::vector<stored> known;
  mjtByte* all = nullptr;
  size_t used = 0;

  bool open() {
    if (!all) {
      void* reserved = mmap(nullptr, most, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
      if (reserved != MAP_FAILED) all = (mjtByte*)reserved;
    }
    return all;
  }

  size_t add(const mjtByte* texture, size_t size) {
    for (const stored& one : known)
      if (one.size == size && !memcmp(all + one.at, texture, size)) return one.at;
    known.push_back({used, size});
    memcpy(all + used, texture, size);
    used += size;
    return known.back().at;
  }

 public:
  // Has a model read its textures here. It keeps its own when there is no room.
  void share(mjModel* m) {
    std::lock_guard<std::mutex> lock(one_at_a_time);
    size_t own = m->ntexdata;
    if (!own || !open() || own > most - used) return;
    for (int texture = 0; texture < m->ntex; texture++) {
      size_t size = (size_t)m->tex_width[texture] * m->tex_height[texture] * m->tex_nchannel[texture];
      m->tex_adr[texture] = (int)add(m->tex_data + m->tex_adr[texture], size);
    }
    graft_give_back(m->tex_data, own);
    m->tex_data = all;
  }
};

inline void graft_spare_memory(mjModel* m) {
  static graft_textures textures;
  textures.share(m);
  graft_give_back_mesh_volumes(m);
}
