// An OpenGL context without a window, from EGL or else OSMesa. Both libraries are opened at run time,
// so that only those who render need them.
#pragma once
#include <dlfcn.h>
#include <stdlib.h>
#include <memory>
#include <stdexcept>
#include <string>

template <class F>
static F graft_symbol(void* library, const char* name) {
  void* symbol = dlsym(library, name);
  if (!symbol) throw std::runtime_error(std::string("no ") + name);
  return (F)symbol;
}

static void* graft_library(const char* name) {
  void* library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
  if (!library) throw std::runtime_error(dlerror());
  return library;
}

static std::string graft_gl_name(void* get_proc_address) {
  auto get_proc = (void* (*)(const char*))get_proc_address;
  auto get_string = (const unsigned char* (*)(unsigned))get_proc("glGetString");
  const unsigned GL_RENDERER_NAME = 0x1F01, GL_VERSION_NAME = 0x1F02;
  auto text = [&](unsigned name) {
    const unsigned char* s = get_string ? get_string(name) : nullptr;
    return std::string(s ? (const char*)s : "unknown");
  };
  return text(GL_RENDERER_NAME) + ", OpenGL " + text(GL_VERSION_NAME);
}

// Made current in whatever thread renders, and released there afterwards, so that any thread can be next.
struct graft_context {
  std::string name;
  virtual void make_current() = 0;
  virtual void release() = 0;
  virtual ~graft_context() {}
};

// Keeps a context current for as long as it lives.
class graft_current {
  graft_context& context;

 public:
  explicit graft_current(graft_context& context) : context(context) { context.make_current(); }
  ~graft_current() { context.release(); }
  graft_current(const graft_current&) = delete;
};

// Constants of EGL 1.5 and of the extensions EGL_EXT_platform_device and EGL_MESA_platform_surfaceless.
class graft_egl_context : public graft_context {
  typedef void* Handle;
  typedef unsigned Boolean;
  Handle library, display = nullptr, context = nullptr;

  Handle choose_display() {
    auto get_proc = graft_symbol<void* (*)(const char*)>(library, "eglGetProcAddress");
    auto initialize = graft_symbol<Boolean (*)(Handle, int*, int*)>(library, "eglInitialize");
    auto platform_display = (Handle(*)(unsigned, void*, const int*))get_proc("eglGetPlatformDisplayEXT");
    auto query_devices = (Boolean(*)(int, void**, int*))get_proc("eglQueryDevicesEXT");
    if (!platform_display) throw std::runtime_error("EGL has no platform displays");
    const unsigned PLATFORM_DEVICE = 0x313F, PLATFORM_SURFACELESS = 0x31DD;
    auto opened = [&](unsigned platform, void* device) {
      Handle candidate = platform_display(platform, device, nullptr);
      return candidate && initialize(candidate, nullptr, nullptr) ? candidate : nullptr;
    };
    void* devices[16];
    int count = 0;
    if (query_devices && query_devices(16, devices, &count)) {
      for (int i = 0; i < count; i++) {
        if (Handle candidate = opened(PLATFORM_DEVICE, devices[i])) return candidate;
      }
    }
    if (Handle candidate = opened(PLATFORM_SURFACELESS, nullptr)) return candidate;
    throw std::runtime_error("EGL has no display");
  }

  Handle choose_config() {
    const int RED_SIZE = 0x3024, GREEN_SIZE = 0x3023, BLUE_SIZE = 0x3022, ALPHA_SIZE = 0x3021;
    const int DEPTH_SIZE = 0x3025, STENCIL_SIZE = 0x3026, COLOR_BUFFER_TYPE = 0x303F, RGB_BUFFER = 0x308E;
    const int SURFACE_TYPE = 0x3033, PBUFFER_BIT = 1, RENDERABLE_TYPE = 0x3040, OPENGL_BIT = 8, NONE = 0x3038;
    const int wanted[] = {RED_SIZE, 8, GREEN_SIZE, 8, BLUE_SIZE, 8, ALPHA_SIZE, 8, DEPTH_SIZE, 24,
                          STENCIL_SIZE, 8, COLOR_BUFFER_TYPE, RGB_BUFFER, SURFACE_TYPE, PBUFFER_BIT,
                          RENDERABLE_TYPE, OPENGL_BIT, NONE};
    Handle config = nullptr;
    int count = 0;
    graft_symbol<Boolean (*)(Handle, const int*, Handle*, int, int*)>(library, "eglChooseConfig")(display, wanted, &config, 1, &count);
    if (count < 1) throw std::runtime_error("EGL has no configuration for off-screen OpenGL");
    return config;
  }

  bool bind(Handle current) {
    // Which API a context is of is remembered for each thread.
    const unsigned OPENGL_API = 0x30A2;
    graft_symbol<Boolean (*)(unsigned)>(library, "eglBindAPI")(OPENGL_API);
    auto bind = graft_symbol<Boolean (*)(Handle, Handle, Handle, Handle)>(library, "eglMakeCurrent");
    return bind(display, nullptr, nullptr, current);
  }

 public:
  graft_egl_context() {
    library = graft_library("libEGL.so.1");
    display = choose_display();
    Handle config = choose_config();
    bind(nullptr);
    auto create = graft_symbol<Handle (*)(Handle, Handle, Handle, const int*)>(library, "eglCreateContext");
    context = create(display, config, nullptr, nullptr);
    if (!context) throw std::runtime_error("EGL cannot create an OpenGL context");
    graft_current while_named(*this);
    name = "EGL, " + graft_gl_name(dlsym(library, "eglGetProcAddress"));
  }

  void make_current() override {
    if (!bind(context)) throw std::runtime_error("EGL cannot make its context current");
  }

  void release() override { bind(nullptr); }

  ~graft_egl_context() override {
    // The display is shared by all contexts of the process: it stays initialised.
    graft_symbol<Boolean (*)(Handle, Handle)>(library, "eglDestroyContext")(display, context);
  }
};

class graft_osmesa_context : public graft_context {
  typedef unsigned char (*Bind)(void*, void*, unsigned, int, int);
  void *library, *context;
  // OSMesa wants a window's pixels; pictures are taken in a buffer of their own, so one pixel will do.
  unsigned char pixel[4];

  bool bind(void* current) {
    const unsigned UNSIGNED_BYTE = 0x1401;
    auto bind = graft_symbol<Bind>(library, "OSMesaMakeCurrent");
    return current ? bind(current, pixel, UNSIGNED_BYTE, 1, 1) : bind(nullptr, nullptr, 0, 0, 0);
  }

 public:
  graft_osmesa_context() {
    library = graft_library("libOSMesa.so.8");
    const unsigned RGBA = 0x1908;
    auto create = graft_symbol<void* (*)(unsigned, int, int, int, void*)>(library, "OSMesaCreateContextExt");
    context = create(RGBA, 24, 8, 0, nullptr);
    if (!context) throw std::runtime_error("OSMesa cannot create a context");
    graft_current while_named(*this);
    name = "OSMesa, " + graft_gl_name(dlsym(library, "OSMesaGetProcAddress"));
  }

  void make_current() override {
    if (!bind(context)) throw std::runtime_error("OSMesa cannot make its context current");
  }

  void release() override { bind(nullptr); }

  ~graft_osmesa_context() override {
    graft_symbol<void (*)(void*)>(library, "OSMesaDestroyContext")(context);
  }
};

// EGL if it works, else OSMesa; MUJOCO_GL, as in Python, insists on one of them.
static std::unique_ptr<graft_context> graft_open_context() {
  const char* wanted = getenv("MUJOCO_GL");
  std::string choice = wanted ? wanted : "", reasons, packages;
  if (choice != "osmesa") {
    try {
      return std::unique_ptr<graft_context>(new graft_egl_context());
    } catch (const std::runtime_error& e) {
      reasons = std::string("EGL: ") + e.what();
      packages = "libegl1, libegl-mesa0 and libgl1-mesa-dri";
    }
  }
  if (choice != "egl") {
    try {
      return std::unique_ptr<graft_context>(new graft_osmesa_context());
    } catch (const std::runtime_error& e) {
      reasons += std::string(reasons.empty() ? "" : "; ") + "OSMesa: " + e.what();
      packages += std::string(packages.empty() ? "" : ", or ") + "libosmesa6";
    }
  }
  bool insisted = choice == "egl" || choice == "osmesa";
  throw std::runtime_error("no OpenGL for rendering without a window (" + reasons + "): install " + packages +
                           (insisted ? ", or unset MUJOCO_GL=" + choice : ""));
}
