/* Another day: the clock on the wall goes ANOTHER_DAY seconds ahead; those that measure go right.

Loaded by LD_PRELOAD. libfaketime does this and more, and a kernel's sockets wait for ever in it. */

#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
  const char *ahead = getenv("ANOTHER_DAY");
  int failed = (int)syscall(SYS_clock_gettime, clock, now);
  int on_the_wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
  if (!failed && ahead && on_the_wall) now->tv_sec += atol(ahead);
  return failed;
}

time_t time(time_t *kept) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (kept) *kept = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval *restrict kept, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  kept->tv_sec = now.tv_sec;
  kept->tv_usec = now.tv_nsec / 1000;
  return 0;
}
