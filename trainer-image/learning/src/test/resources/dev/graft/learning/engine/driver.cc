// Stands for NVIDIA's driver: answers what GPUS and STATUS say.
#include <cstdlib>
#include <cstring>

static int value(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : std::atoi(text);
}

extern "C" {
int cuInit(unsigned int) { return value("STATUS"); }

int cuDeviceGetCount(int* count) {
  *count = value("GPUS");
  return 0;
}

int cuDeviceGet(int* device, int ordinal) {
  *device = 7 + ordinal;
  return 0;
}

int cuDeviceGetName(char* name, int length, int device) {
  if (device != 7) return 101;
  std::strncpy(name, "NVIDIA Test 9000", length);
  return 0;
}
}
