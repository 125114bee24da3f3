// Turns mju_error into a C++ exception.
//
// MuJoCo's error handler must not return, and MuJoCo is C, through which no exception can pass; so the
// handler jumps back into graft_guarded, which throws. The jump skips destructors: what runs in a
// guard must own nothing.
#pragma once
#include <mujoco/mujoco.h>
#include <setjmp.h>
#include <stdio.h>
#include <string>
#include <stdexcept>

// Exported by libmujoco for its own language bindings; not in the headers.
extern "C" {
typedef void (*graft_error_handler)(const char*);
graft_error_handler _mjPRIVATE__get_tls_error_fn(void);
void _mjPRIVATE__set_tls_error_fn(graft_error_handler);
}

struct graft_guard_state {
  jmp_buf jump;
  char message[1024];
};
static thread_local graft_guard_state graft_guard;

static void graft_on_error(const char* message) {
  snprintf(graft_guard.message, sizeof graft_guard.message, "%s", message);
  longjmp(graft_guard.jump, 1);
}

static void graft_on_warning(const char* message) {
  fprintf(stderr, "mujoco: %s\n", message);
}

template <class Body>
static void graft_guarded(Body body) {
  graft_error_handler previous = _mjPRIVATE__get_tls_error_fn();
  // MuJoCo's own handler would write a log file into the working directory.
  mju_user_warning = graft_on_warning;
  _mjPRIVATE__set_tls_error_fn(graft_on_error);
  if (setjmp(graft_guard.jump) == 0) {
    body();
    _mjPRIVATE__set_tls_error_fn(previous);
  } else {
    _mjPRIVATE__set_tls_error_fn(previous);
    throw std::runtime_error(graft_guard.message);
  }
}
