// What Java calls: MuJoCo behind a guard, so that its errors are C++ exceptions, which JavaCPP turns
// into Java ones, where plain MuJoCo would end the process. Few, coarse calls: a crossing costs 8 ns.
#pragma once
#include <mujoco/mujoco.h>

// Compiles an XML file, which with all that it names is read from `files` as far as it is there, else
// from disk; null: all from disk. Throws with the compiler's message.
mjModel* graft_load_model(const char* path, const mjVFS* files);

// A model with its own poses (body_pos, body_quat, site_pos, geom_pos, eq_data and the like) that
// shares meshes, textures and everything else with the given one, which must outlive it.
mjModel* graft_fork_model(const mjModel* model);
void graft_delete_fork(mjModel* fork);

mjData* graft_make_data(const mjModel* model);

// What a simulation needs to be stepped quickly: an owner beside its mjData.
struct graft_stepper;
graft_stepper* graft_make_stepper(const mjModel* model);
void graft_delete_stepper(graft_stepper* stepper);

void graft_reset(graft_stepper* stepper, const mjModel* model, mjData* data);
// mj_forward, but for the places of cameras and lights.
void graft_forward(graft_stepper* stepper, const mjModel* model, mjData* data);
// mj_step, n times.
void graft_advance(graft_stepper* stepper, const mjModel* model, mjData* data, int n);

// Sum of the first constraint force (along the normal) of all contacts between two geoms.
double graft_contact_force(const mjModel* model, const mjData* data, int geom1, int geom2);

// How often MuJoCo has warned that the state of this simulation diverged, since its reset.
int graft_divergences(const mjData* data);

// The whole state that a simulation's future depends on; graft_state_size numbers.
int graft_state_size(const mjModel* model);
void graft_get_state(const mjModel* model, const mjData* data, double* state);

// Puts a simulation into the state; then, for each command (mocap_pos, mocap_quat, ctrl, one after
// the other), has MuJoCo alone do what Python's environments ask of it in a step: mj_step n times,
// mj_rnePostConstraint, mj_forward.
void graft_play(const mjModel* model, mjData* data, const double* state, const double* commands, int count, int n);

// An off-screen renderer of pictures of any size. For one thread at a time, whichever it is.
struct graft_renderer;

// fast: no shadows, reflections and multisampling. Throws when there is no EGL and no OSMesa.
graft_renderer* graft_open_renderer(const mjModel* model, bool fast);

// What is seen: camera -1 is the free camera. pose, unless it is null, is where the camera is instead of
// where the model has it: 3 numbers of position, 9 of its axes (columns, row-major), fovy in degrees.
// turned: by half a turn about the camera's axis. The data's camera pose is changed and put back.

// Writes height rows of width RGB pixels, the top row first.
void graft_render_rgb(graft_renderer* renderer, const mjModel* model, mjData* data, int camera, const double* pose,
                      bool turned, int width, int height, unsigned char* rgb);

// Writes height rows of width distances along the camera's axis, the top row first.
void graft_render_depth(graft_renderer* renderer, const mjModel* model, mjData* data, int camera, const double* pose,
                        bool turned, int width, int height, float* metres);

// Name of the OpenGL implementation, valid while the renderer is open.
const char* graft_renderer_name(const graft_renderer* renderer);
void graft_close_renderer(graft_renderer* renderer);
