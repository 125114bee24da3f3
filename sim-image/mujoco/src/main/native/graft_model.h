// Models, their forks, and the simulation calls.
#pragma once
#include "graft_guard.h"
#include "graft_memory.h"
#include "graft_mujoco.h"
#include <stdlib.h>
#include <string.h>
#include <new>

inline mjModel* graft_load_model(const char* path, const mjVFS* files) {
  char error[1000] = "";
  mjModel* volatile model = nullptr;
  graft_guarded([&] { model = mj_loadXML(path, files, error, sizeof error); });
  if (!model) throw std::runtime_error(error);
  graft_spare_memory(model);
  return model;
}

// The arrays that a task may move things with; a fork has its own copies of these.
template <class Visit>
static void graft_visit_poses(mjModel* m, Visit visit) {
  visit(m->qpos0, m->nq);
  visit(m->qpos_spring, m->nq);
  visit(m->body_pos, 3 * m->nbody);
  visit(m->body_quat, 4 * m->nbody);
  visit(m->geom_pos, 3 * m->ngeom);
  visit(m->geom_quat, 4 * m->ngeom);
  visit(m->site_pos, 3 * m->nsite);
  visit(m->site_quat, 4 * m->nsite);
  visit(m->eq_data, mjNEQDATA * m->neq);
}

// A shallow copy: MuJoCo reads a model through the pointers in the struct. Its buffer is null, so
// that nothing can free or serialise through it what belongs to the original.
inline mjModel* graft_fork_model(const mjModel* model) {
  size_t numbers = 0;
  graft_visit_poses(const_cast<mjModel*>(model), [&](mjtNum*, int size) { numbers += size; });
  char* memory = (char*)mju_malloc(sizeof(mjModel) + numbers * sizeof(mjtNum));
  if (!memory) throw std::bad_alloc();
  mjModel* fork = (mjModel*)memory;
  memcpy(fork, model, sizeof(mjModel));
  fork->buffer = nullptr;
  mjtNum* next = (mjtNum*)(memory + sizeof(mjModel));
  graft_visit_poses(fork, [&](mjtNum*& array, int size) {
    memcpy(next, array, size * sizeof(mjtNum));
    array = next;
    next += size;
  });
  return fork;
}

inline void graft_delete_fork(mjModel* fork) { mju_free(fork); }

inline mjData* graft_make_data(const mjModel* model) {
  mjData* volatile data = nullptr;
  graft_guarded([&] { data = mj_makeData(model); });
  if (!data) throw std::bad_alloc();
  return data;
}

inline int graft_state_size(const mjModel* model) { return mj_stateSize(model, mjSTATE_INTEGRATION); }

inline void graft_get_state(const mjModel* model, const mjData* data, double* state) {
  mj_getState(model, data, state, mjSTATE_INTEGRATION);
}

inline void graft_play(const mjModel* model, mjData* data, const double* state, const double* commands, int count, int n) {
  graft_guarded([=] {
    mj_setState(model, data, state, mjSTATE_INTEGRATION);
    const double* next = commands;
    for (int i = 0; i < count; i++) {
      mju_copy(data->mocap_pos, next, 3 * model->nmocap);
      next += 3 * model->nmocap;
      mju_copy(data->mocap_quat, next, 4 * model->nmocap);
      next += 4 * model->nmocap;
      mju_copy(data->ctrl, next, model->nu);
      next += model->nu;
      for (int j = 0; j < n; j++) mj_step(model, data);
      mj_rnePostConstraint(model, data);
      mj_forward(model, data);
    }
  });
}

inline double graft_contact_force(const mjModel*, const mjData* data, int geom1, int geom2) {
  double force = 0;
  for (int i = 0; i < data->ncon; i++) {
    const mjContact* c = data->contact + i;
    bool between = (c->geom[0] == geom1 && c->geom[1] == geom2) || (c->geom[0] == geom2 && c->geom[1] == geom1);
    if (between && c->efc_address >= 0) force += data->efc_force[c->efc_address];
  }
  return force;
}

inline int graft_divergences(const mjData* data) {
  return data->warning[mjWARN_BADQPOS].number + data->warning[mjWARN_BADQVEL].number +
         data->warning[mjWARN_BADQACC].number;
}
