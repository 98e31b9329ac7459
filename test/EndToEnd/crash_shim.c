/*===- crash_shim.c - Stands between a trainer and its files ------*- C -*-===*\
|*
|* SPDX-License-Identifier: Apache-2.0
|*
|* Loaded with LD_PRELOAD, it counts the calls that change the files below a
|* folder (CRASH_WATCH), and records them, or lets one go wrong:
|*
|*   CRASH_LOG=FILE     appends every call that succeeded
|*   CRASH_KILL=N       SIGKILL in the place of call N
|*   CRASH_HALF=1       ... after half of its bytes, where it is a write
|*   CRASH_FAIL=N       call N fails: fsync with EIO, others with ENOSPC
|*   CRASH_FULL=N       from call N on the disk is full: write N is short, the
|*                      next ones fail
|*   CRASH_READONLY=1   every call that changes a name fails with EROFS
|*
|* A record is: kind (1 byte), descriptor (4), three lengths (4 each), then so
|* many bytes of path, of a second path and of data.
|*
\*===----------------------------------------------------------------------===*/

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 256 };
static char paths[MOST][512]; /* of descriptors below the folder */
static long calls;
static int log_file = -1;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

static int watched(const char *path) {
  const char *folder = getenv("CRASH_WATCH");
  size_t length = folder ? strlen(folder) : 0;
  return length && strncmp(path, folder, length) == 0 &&
         (path[length] == '/' || path[length] == '\0');
}

static int watched_file(int file) {
  return file >= 0 && file < MOST && paths[file][0];
}

static void put(const void *data, size_t bytes) {
  const char *next = data;
  while (bytes > 0) {
    long done = syscall(SYS_write, log_file, next, bytes);
    if (done <= 0)
      abort();
    next += done;
    bytes -= (size_t)done;
  }
}

static void record(char kind, int file, const char *path, const char *other,
                   const void *data, size_t bytes) {
  const char *name = getenv("CRASH_LOG");
  if (!name)
    return;
  if (log_file < 0)
    log_file = (int)syscall(SYS_openat, AT_FDCWD, name,
                            O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  uint32_t numbers[4] = {(uint32_t)file, (uint32_t)strlen(path),
                         (uint32_t)strlen(other), (uint32_t)bytes};
  put(&kind, 1);
  put(numbers, sizeof(numbers));
  put(path, numbers[1]);
  put(other, numbers[2]);
  put(data, bytes);
}

/* Counts a call; what it shall fail with, or 0. */
static int next_call(int renames, int syncs) {
  ++calls;
  if (calls == number("CRASH_KILL"))
    raise(SIGKILL);
  if (renames && number("CRASH_READONLY"))
    return EROFS;
  if (calls == number("CRASH_FAIL"))
    return syncs ? EIO : ENOSPC;
  return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int fail(int error) {
  errno = error;
  return -1;
}

static int opened(int file, const char *path, int flags) {
  if (file >= 0 && file < MOST) {
    strncpy(paths[file], path, sizeof(paths[file]) - 1);
    record(flags & O_CREAT ? 'c' : 'o', file, path, "", "", 0);
  }
  return file;
}

#define DEFINE_OPEN(name)                                                      \
  int name(const char *path, int flags, ...) {                                 \
    va_list rest;                                                              \
    va_start(rest, flags);                                                     \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                  \
    va_end(rest);                                                              \
    if (!watched(path))                                                        \
      return REAL(name)(path, flags, mode);                                    \
    int error = flags & O_CREAT ? next_call(1, 0) : 0;                         \
    return error ? fail(error)                                                 \
                 : opened(REAL(name)(path, flags, mode), path, flags);         \
  }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)

int close(int file) {
  if (watched_file(file)) {
    record('x', file, paths[file], "", "", 0);
    paths[file][0] = '\0';
  }
  return REAL(close)(file);
}

ssize_t write(int file, const void *data, size_t bytes) {
  if (!watched_file(file))
    return REAL(write)(file, data, bytes);
  long full = number("CRASH_FULL");
  int last = calls + 1 == number("CRASH_KILL");
  if (last && number("CRASH_HALF"))
    REAL(write)(file, data, bytes / 2);
  int error = next_call(0, 0);
  if (!error && full && calls >= full) {
    if (calls > full || bytes < 2)
      error = ENOSPC;
    bytes /= 2;
  }
  if (error)
    return fail(error);
  ssize_t done = REAL(write)(file, data, bytes);
  if (done > 0)
    record('w', file, paths[file], "", data, (size_t)done);
  return done;
}

#define DEFINE_TRUNCATE(name)                                                  \
  int name(int file, off_t length) {                                           \
    if (!watched_file(file))                                                   \
      return REAL(name)(file, length);                                         \
    int error = next_call(0, 0);                                               \
    if (error || REAL(name)(file, length) != 0)                                \
      return error ? fail(error) : -1;                                         \
    record('t', file, paths[file], "", &length, sizeof(length));               \
    return 0;                                                                  \
  }
DEFINE_TRUNCATE(ftruncate)
DEFINE_TRUNCATE(ftruncate64)

int fchmod(int file, mode_t mode) {
  int error = watched_file(file) ? next_call(0, 0) : 0;
  return error ? fail(error) : REAL(fchmod)(file, mode);
}

int fsync(int file) {
  if (!watched_file(file))
    return REAL(fsync)(file);
  int error = next_call(0, 1);
  if (error || REAL(fsync)(file) != 0)
    return error ? fail(error) : -1;
  record('s', file, paths[file], "", "", 0);
  return 0;
}

int rename(const char *from, const char *to) {
  if (!watched(to))
    return REAL(rename)(from, to);
  int error = next_call(1, 0);
  if (error || REAL(rename)(from, to) != 0)
    return error ? fail(error) : -1;
  record('r', -1, from, to, "", 0);
  return 0;
}

int unlink(const char *path) {
  if (!watched(path))
    return REAL(unlink)(path);
  int error = next_call(1, 0);
  if (error || REAL(unlink)(path) != 0)
    return error ? fail(error) : -1;
  record('u', -1, path, "", "", 0);
  return 0;
}

int mkdir(const char *path, mode_t mode) {
  if (!watched(path))
    return REAL(mkdir)(path, mode);
  struct stat info;
  if (stat(path, &info) == 0)
    return fail(EEXIST);
  int error = next_call(1, 0);
  if (error || REAL(mkdir)(path, mode) != 0)
    return error ? fail(error) : -1;
  record('m', -1, path, "", "", 0);
  return 0;
}
