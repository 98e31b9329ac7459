/*===- Runtime.h - What a compiled network looks like from C -------*- C
-*-===*\
|*
|* SPDX-License-Identifier: Apache-2.0
|*
|* The binary interface between generated code, the runtime and programs that
|* use a compiled network. Plain C: no LLVM, no MLIR, no C++ type.
|*
|* An artefact (what ms-compile makes) exports one constant msrt_artifact. It
|* says what parameters, inputs and outputs there are and points to the
generated
|* functions. A msrt_session holds the memory of one running instance.
|*
\*===----------------------------------------------------------------------===*/

#ifndef MS_C_RUNTIME_H
#define MS_C_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Changes whenever a structure below or the calling convention changes. */
#define MSRT_ABI_VERSION 3

/** Every buffer that generated code gets is aligned to this many bytes. */
#define MSRT_ALIGNMENT 64

/** Element types. Booleans are one byte, 0 or 1. */
typedef enum msrt_dtype {
  MSRT_BOOL = 0,
  MSRT_INT8 = 1,
  MSRT_INT16 = 2,
  MSRT_INT32 = 3,
  MSRT_INT64 = 4,
  MSRT_UINT8 = 5,
  MSRT_UINT16 = 6,
  MSRT_UINT32 = 7,
  MSRT_UINT64 = 8,
  MSRT_FLOAT16 = 9,
  MSRT_BFLOAT16 = 10,
  MSRT_FLOAT32 = 11,
  MSRT_FLOAT64 = 12
} msrt_dtype;

/** A dense row-major tensor type. */
typedef struct msrt_tensor {
  const char *name;    /**< unique among its kind */
  uint32_t dtype;      /**< msrt_dtype */
  uint32_t rank;       /**< number of dims */
  const int64_t *dims; /**< extents; a first extent of -m stands for m times
                            the rows of the batch */
} msrt_tensor;

/** How a parameter starts. Random values are a function of seed and place. */
typedef enum msrt_init_kind {
  MSRT_INIT_FILL = 0,             /**< all elements a */
  MSRT_INIT_UNIFORM = 1,          /**< uniform in [-a, a] */
  MSRT_INIT_NORMAL = 2,           /**< mean b, standard deviation a */
  MSRT_INIT_TRUNCATED_NORMAL = 3, /**< the same, within two deviations */
  MSRT_INIT_FILE = 4              /**< from the .ckpt beside the artefact */
} msrt_init_kind;

typedef struct msrt_init {
  uint32_t kind; /**< msrt_init_kind */
  uint32_t reserved;
  uint64_t seed;
  double a;
  double b;
} msrt_init;

/** Bits of msrt_parameter.flags. */
#define MSRT_PARAM_TRAINABLE 1u /**< gradients are taken for it */
#define MSRT_PARAM_OPTIMIZER                                                   \
  2u /**< belongs to the optimizer, not the network */
#define MSRT_PARAM_TRANSIENT 4u /**< not saved under its name */

/** A piece of state: weight, statistic or optimizer slot. In file order. */
typedef struct msrt_parameter {
  msrt_tensor tensor;
  uint64_t offset; /**< in the state buffer, a multiple of MSRT_ALIGNMENT */
  uint64_t bytes;
  uint32_t flags;
  uint32_t reserved;
  msrt_init init;
} msrt_parameter;

/**
 * A generated function. `state` and `arena` are buffers of state_bytes and
 * arena_bytes; `inputs` and `outputs` point to dense buffers in the order of
 * the function's tables. `rows` is the number of rows of the batch, 1 to
 * max_rows; where no tensor has a dynamic extent it is ignored.
 */
typedef void (*msrt_entry)(void *state, void *arena, const void *const *inputs,
                           void *const *outputs, int64_t rows);

/** Bits of msrt_function.flags. */
#define MSRT_FUNCTION_WRITES 1u /**< changes parameters */
#define MSRT_FUNCTION_PREPARED                                                 \
  2u /**< reads what the artefact's `prepare` makes of the parameters */

/** Names that tools look for: "train_step", "eval_step", "infer". */
typedef struct msrt_function {
  const char *name;
  msrt_entry run;
  uint32_t num_inputs;
  uint32_t num_outputs;
  const msrt_tensor *inputs;
  const msrt_tensor *outputs;
  int64_t max_rows; /**< 0: no dynamic extent */
  uint64_t arena_bytes;
  uint32_t flags;
  uint32_t reserved;
} msrt_function;

/** The one symbol of an artefact. */
typedef struct msrt_artifact {
  uint32_t abi_version;  /**< MSRT_ABI_VERSION it was made for */
  uint32_t struct_bytes; /**< sizeof(msrt_artifact) it was made for */
  const char *name;
  const char *triple;   /**< target triple */
  const char *features; /**< processor features it needs, comma separated, in
                             LLVM's names: "avx2,fma" */
  const char *key;      /**< compiler, features and options: one key, one set of
                             bits in the results */
  const char *loss;     /**< of train_step, "" without one */
  const char *optimizer; /**< of train_step, "" without one */
  uint32_t num_parameters;
  uint32_t num_functions;
  const msrt_parameter *parameters;
  const msrt_function *functions;
  uint64_t state_bytes;
  /** The step of training as MindSpore's tools read it, the content of a
   * -graph.meta file; NULL without one. */
  const void *graph_meta;
  uint64_t graph_meta_bytes;
  /** Computes what does not change until parameters do: packed weights, factors
   * of normalizations. It lies in the state, behind the parameters. Runs before
   * a function with MSRT_FUNCTION_PREPARED whenever parameters have changed, as
   * msrt_session_run does. Without inputs and outputs; NULL: nothing to do. */
  msrt_entry prepare;
  uint64_t prepare_arena_bytes;
} msrt_artifact;

/*===----------------------------------------------------------------------===*\
|* What generated code calls
\*===----------------------------------------------------------------------===*/

/** Computes the tiles [begin, end) of a kernel. */
typedef void (*msrt_tile_function)(void *context, int64_t begin, int64_t end);

/**
 * Runs `task` over the tiles [0, tiles), in one piece per thread, on no more
 * threads than `tiles / grain`. The split never changes what a tile computes.
 */
void msrt_parallel_for(msrt_tile_function task, void *context, int64_t tiles,
                       int64_t grain);

/*===----------------------------------------------------------------------===*\
|* What programs call. Functions that can fail return 0, or -1 with a message
that
|* msrt_last_error() of the same thread returns.
\*===----------------------------------------------------------------------===*/

typedef struct msrt_session msrt_session;

const char *msrt_last_error(void);

/** Number of threads that kernels use; n < 1 takes one per processor. */
void msrt_set_threads(int n);
int msrt_get_threads(void);

/** The name of an element type ("Float32"), as checkpoints have it. */
const char *msrt_dtype_name(uint32_t dtype);
/** Bytes of one element, 0 for a number that is no msrt_dtype. */
size_t msrt_dtype_bytes(uint32_t dtype);

/**
 * Checks ABI version and processor, allocates state and arena and sets the
 * parameters to their initial values. NULL on failure.
 */
msrt_session *msrt_session_create(const msrt_artifact *artifact);
void msrt_session_destroy(msrt_session *session);

/** Index of a function by name, or -1. */
int msrt_find_function(const msrt_artifact *artifact, const char *name);

/** Runs function `index` for `rows` rows; checks rows against max_rows. */
int msrt_session_run(msrt_session *session, int index,
                     const void *const *inputs, void *const *outputs,
                     int64_t rows);

/**
 * The bytes of a parameter in the session's state, or NULL. They may be written
 * between runs: from now on, what functions keep of the parameters is computed
 * anew in every run, until msrt_session_seal is called.
 */
void *msrt_session_parameter(msrt_session *session, const char *name);
/** Says that no pointer of msrt_session_parameter is written through any more.
 */
void msrt_session_seal(msrt_session *session);

/** Writes all parameters that are not transient, crash-safe, as a .ckpt. */
int msrt_session_save(msrt_session *session, const char *path);
/** Reads a .ckpt; every parameter of the session that it names is replaced. */
int msrt_session_load(msrt_session *session, const char *path);

/** The trainer's command line; what a compiled executable's main calls. */
int msrt_main(const msrt_artifact *artifact, int argc, char **argv);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* MS_C_RUNTIME_H */
