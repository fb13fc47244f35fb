/* A disk that fails at a moment of the test's choosing, for every process of a build at once.

Loaded by LD_PRELOAD, it stands between a program and the C library. It counts each call that
opens, writes, syncs, moves, makes or removes something below one of the folders FAULT_BELOW
(with colons), in the file FAULT_COUNT that all processes share. The call whose number is
FAULT_AT does what FAULT_WAY says:
  once    fails with the error FAULT_ERROR (a number), and nothing has happened
  onward  so does every later one
  torn    if it writes, half is written; then as once
  kill    if it writes, half is written; then the whole process group is ended by SIGKILL
FAULT_AT 0 only counts. Each counted call is told in FAULT_COUNT.log, by its number. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static long *count;
static int log_to = -1;

static void ready(void) {
  REAL(open);
  char name[PATH_MAX];
  const char *file = getenv("FAULT_COUNT");
  if (count || !file) return;
  int handle = real(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (handle < 0 || syscall(SYS_ftruncate, handle, sizeof *count)) abort();
  void *shared = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
  if (shared == MAP_FAILED) abort();
  close(handle);
  snprintf(name, sizeof name, "%s.log", file);
  log_to = real(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  count = shared;
}

static int below(const char *path) {
  const char *folders = getenv("FAULT_BELOW");
  while (folders && *folders) {
    size_t length = strcspn(folders, ":");
    if (!strncmp(path, folders, length) && (path[length] == '/' || !path[length])) return 1;
    folders += length + (folders[length] == ':');
  }
  return 0;
}

/* The whole path of a name in an open folder; of the folder itself, or a file, where it is blank */
static void resolve(int folder, const char *name, char *path) {
  char link[64];
  ssize_t length = 0;
  if (name[0] == '/') {
    snprintf(path, PATH_MAX, "%s", name);
    return;
  }
  if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
  else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
  if (*name) snprintf(path + strlen(path), PATH_MAX - strlen(path), "/%s", name);
}

enum { WELL, FAIL, TORN, KILL };

/* What becomes of a call: it is counted, and may be the one */
static int fate(const char *call, int folder, const char *name) {
  int before = errno;
  char path[PATH_MAX], line[PATH_MAX + 64];
  if (!getenv("FAULT_COUNT")) return WELL;
  resolve(folder, name, path);
  if (!below(path)) { errno = before; return WELL; }
  ready();
  long number = __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST);
  int length = snprintf(line, sizeof line, "%ld %d %s %s\n", number, getpid(), call, path);
  REAL(write);
  if (real(log_to, line, length) < 0) abort();
  errno = before;
  long at = atol(getenv("FAULT_AT"));
  const char *way = getenv("FAULT_WAY");
  if (!at || (number != at && !(number > at && !strcmp(way, "onward")))) return WELL;
  errno = atoi(getenv("FAULT_ERROR"));
  return !strcmp(way, "kill") ? KILL : !strcmp(way, "torn") ? TORN : FAIL;
}

#define NOW(call, folder, name)                  \
  switch (fate(call, folder, name)) {            \
    case KILL: kill(0, SIGKILL); pause(); abort(); \
    case TORN: case FAIL: return -1;             \
  }

int open(const char *name, int flags, ...) {
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);
  NOW("open", AT_FDCWD, name) REAL(open); return real(name, flags, mode);
}
int open64(const char *name, int flags, ...) {
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);
  NOW("open", AT_FDCWD, name) REAL(open64); return real(name, flags, mode);
}
int openat(int folder, const char *name, int flags, ...) {
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);
  NOW("open", folder, name) REAL(openat); return real(folder, name, flags, mode);
}
int openat64(int folder, const char *name, int flags, ...) {
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);
  NOW("open", folder, name) REAL(openat64); return real(folder, name, flags, mode);
}
ssize_t write(int file, const void *bytes, size_t size) {
  REAL(write);
  int what = fate("write", file, "");
  int error = errno;
  if ((what == KILL || what == TORN) && real(file, bytes, size / 2) < 0) abort();
  if (what == KILL) { kill(0, SIGKILL); pause(); }
  errno = error;
  return what == WELL ? real(file, bytes, size) : -1;
}
int fsync(int file) { NOW("fsync", file, "") REAL(fsync); return real(file); }
int fdatasync(int file) { NOW("fsync", file, "") REAL(fdatasync); return real(file); }
int ftruncate(int file, off_t size) {
  NOW("ftruncate", file, "") REAL(ftruncate); return real(file, size);
}
int ftruncate64(int file, off64_t size) {
  NOW("ftruncate", file, "") REAL(ftruncate64); return real(file, size);
}
int chmod(const char *name, mode_t mode) {
  NOW("chmod", AT_FDCWD, name) REAL(chmod); return real(name, mode);
}
int fchmod(int file, mode_t mode) { NOW("chmod", file, "") REAL(fchmod); return real(file, mode); }
int fchmodat(int folder, const char *name, mode_t mode, int flags) {
  NOW("chmod", folder, name) REAL(fchmodat); return real(folder, name, mode, flags);
}
int rename(const char *old, const char *new) {
  NOW("rename", AT_FDCWD, new) REAL(rename); return real(old, new);
}
int renameat(int from, const char *old, int to, const char *new) {
  NOW("rename", to, new) REAL(renameat); return real(from, old, to, new);
}
int link(const char *old, const char *new) {
  NOW("link", AT_FDCWD, new) REAL(link); return real(old, new);
}
int unlink(const char *name) { NOW("unlink", AT_FDCWD, name) REAL(unlink); return real(name); }
int unlinkat(int folder, const char *name, int flags) {
  NOW("unlink", folder, name) REAL(unlinkat); return real(folder, name, flags);
}
int rmdir(const char *name) { NOW("rmdir", AT_FDCWD, name) REAL(rmdir); return real(name); }
int mkdir(const char *name, mode_t mode) {
  NOW("mkdir", AT_FDCWD, name) REAL(mkdir); return real(name, mode);
}
int mkdirat(int folder, const char *name, mode_t mode) {
  NOW("mkdir", folder, name) REAL(mkdirat); return real(folder, name, mode);
}
