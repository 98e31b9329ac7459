/*===- ParallelFor.c - Kernels on several threads -------------------------===*\
|*
|* SPDX-License-Identifier: Apache-2.0
|*
|* Runs the tiles of a kernel on OpenMP's threads. C, because the system's C
|* compiler has an OpenMP library everywhere. Work for one thread never enters
|* OpenMP, so that a small network starts no threads at all.
|*
\*===----------------------------------------------------------------------===*/

#include "ms-c/Runtime.h"

#include <omp.h>
#include <stdatomic.h>

/* 0: not chosen yet. */
static atomic_int chosen_threads;

int msrt_get_threads(void) {
  int n = atomic_load_explicit(&chosen_threads, memory_order_relaxed);
  if (n > 0)
    return n;
  /* OMP_NUM_THREADS where it is set, else the processors we may use. */
  n = omp_get_max_threads();
  return n < 1 ? 1 : n;
}

void msrt_set_threads(int n) {
  if (n < 1)
    n = omp_get_num_procs();
  if (n < 1)
    n = 1;
  atomic_store_explicit(&chosen_threads, n, memory_order_relaxed);
}

/* Start of piece i of n: the first tiles % n pieces have one tile more. */
static int64_t piece_start(int64_t tiles, int64_t n, int64_t i) {
  int64_t rest = tiles % n;
  return tiles / n * i + (i < rest ? i : rest);
}

void msrt_parallel_for(msrt_tile_function task, void *context, int64_t tiles,
                       int64_t grain) {
  int64_t most;
  if (tiles <= 0)
    return;
  if (grain < 1)
    grain = 1;
  most = tiles / grain;
  if (most > 1 && !omp_in_parallel()) {
    int64_t threads = msrt_get_threads();
    if (most < threads)
      threads = most;
    if (threads > 1) {
#pragma omp parallel num_threads((int)threads)
      {
        /* There may be fewer threads than asked for. */
        int64_t n = omp_get_num_threads();
        int64_t i = omp_get_thread_num();
        int64_t begin = piece_start(tiles, n, i);
        int64_t end = piece_start(tiles, n, i + 1);
        if (begin < end)
          task(context, begin, end);
      }
      return;
    }
  }
  task(context, 0, tiles);
}
